/* Beside a date as people type it, say how it is understood, before anything is saved. */
(() => {
  const echo = (input) => {
    let line = input.parentElement.querySelector("[data-typed-date-echo]");
    if (!line) {
      line = document.createElement("p");
      line.dataset.typedDateEcho = "";
      line.className = "help";
      line.setAttribute("role", "status");
      input.insertAdjacentElement("afterend", line);
    }
    return line;
  };

  const read = async (input) => {
    const line = echo(input);
    const text = input.value.trim();
    if (!text) {
      line.textContent = "";
      return;
    }
    const answer = await fetch(`${input.dataset.typedDate}?text=${encodeURIComponent(text)}`);
    if (answer.ok && input.value.trim() === text) line.textContent = (await answer.json()).sentence;
  };

  let waiting;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-typed-date]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => read(event.target), 150);
  });
})();
