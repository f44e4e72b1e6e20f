"""Word lists: what WordPress, common themes and plugins print around articles, in the languages we bring in.

Entries are compared in small letters, with straight apostrophes and without arrows, brackets and end
punctuation (`furniture.label`). They are parted by bars, or by spaces where every entry is one word.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


# The link that closes an item of a listing.
READ_MORE = phrases(
    """
    read more | read on | read further | read the rest | read the full article | read full article | read all
    | read the article | read full story | read full post | read the full story | continue reading | keep reading
    | learn more | find out more | more details | view more | view post | see more | full story
    | read the rest of this entry | click to read more | click here to read more
    | lire la suite | lire plus | en savoir plus | savoir plus | lire l'article | lire davantage | voir plus
    | la suite | lire la suite de l'article | poursuivre la lecture | continuer la lecture | continuer à lire
    | voir la suite | suite | lire l'article complet | plus d'infos | plus d'informations | suite de l'article
    | читать далее | читать дальше | читать полностью | читать больше | читать ещё | читать еще | читать | далее
    | дальше | подробнее | узнать больше | подробности | читать подробнее | читать всё | читать все
    | читать статью | читать продолжение | полностью | продолжить чтение | читайте далее | читайте дальше
    | чытаць далей | чытаць болей | чытаць больш | чытаць цалкам | падрабязней | далей | больш падрабязна
    | читати далі | читати більше | детальніше | докладніше | далі
    | czytaj więcej | czytaj dalej | więcej | przeczytaj więcej | czytaj całość | dowiedz się więcej
    | weiterlesen | mehr lesen | mehr erfahren | weiter lesen | mehr dazu | zum artikel | artikel lesen
    """
)

# The same, with the title of the article after it: "Continue reading “A march” →".
READ_MORE_OF = (
    "continue reading ",
    "read more about ",
    "read the rest of ",
    "lire la suite de ",
    "continuer la lecture de ",
    "читать далее «",
    "читать далее “",
    "читать далее о ",
    "продолжить чтение ",
    "чытаць далей «",
    "czytaj dalej „",
)

# These close an item only with an arrow, dots or brackets: "More »", "(more…)".
READ_MORE_IF_MARKED = phrases("more | plus | mehr | lire | read | больше | больш | ещё")

# These some themes print at the end of the last line, without a line break.
READ_MORE_INLINE = (
    "read more|continue reading|lire la suite|lire plus|en savoir plus|читать далее|читать дальше|подробнее"
    "|чытаць далей|czytaj więcej|czytaj dalej|weiterlesen"
)

# "See video in Russian", "Voir la vidéo en russe", "Смотреть видео на русском": verb, thing, language.
CHROME_VERBS = (
    "see|watch|view|read|listen(?: to)?|download|voir|regarder|regardez|lire|visionner|télécharger"
    "|écouter|ecouter|écoutez|ecoutez|см\\.?"
    "|смотреть|смотрите|смотри|посмотреть|читать|читайте|слушать|скачать|глядзець|глядзіце|чытаць|чытайце|дивитися|читати"
    "|zobacz|obejrzyj|czytaj|ansehen|lesen"
)
CHROME_ARTICLES = "the|full|a|this|la|le|les|une|un|полную|весь"
CHROME_THINGS = (
    "videos?|photos?|pictures|gallery|text|article|version|original|it|vidéos?|photographies|galerie|texte|l'article"
    "|видео|фото|фотографии|галерею|текст|статью|версию|оригинал|відэа|відео|фота|wideo|film|zdjęcia|tekst"
)
CHROME_LANGUAGES = (
    "english|french|russian|belarusian|polish|german|spanish|ukrainian|anglais|français|russe|bélarusse|biélorusse"
    "|polonais|allemand|espagnol|русском|английском|французском|белорусском|беларусском|польском|немецком|украинском"
    "|рускай|беларускай|англійскай|французскай|rosyjsku|angielsku|francusku|polsku|białorusku|deutsch|russisch"
    "|englisch|französisch"
)

# Where recordings lie: "Listen on SoundCloud".
PLATFORMS = "youtube|vimeo|dailymotion|posterous|soundcloud|facebook|flickr|scribd|rutube|mixcloud|audioboo"

# A link that leads out of an article.
BACK = phrases("back | go back | back to list | retour | retour à la liste | назад | вернуться | zurück | powrót")

# A line of these words only, with counts, is a share bar.
SHARE = words(
    """
    share tweet like print email e-mail facebook twitter google google+ linkedin pinterest reddit tumblr whatsapp
    telegram digg delicious vkontakte vk livejournal pocket pin viber stumbleupon pdf it this on mail gmail more
    loading partager imprimer tweeter envoyer j'aime courriel cet article ça sur поделиться поделитесь твитнуть твит
    распечатать печать нравится класс вконтакте одноклассники отправить в на udostępnij drukuj teilen drucken
    падзяліцца надрукаваць
    """
)

# Lines about a post: its headings ("Tags: a, b"), its author, where it is filed, when it was posted.
# Headlines begin with some of these words too, so a dated line must have a figure, an author at most four words.
META_HEADINGS = (
    "tags|categories|filed under|posted in|étiquettes|mots-clés|mots clés|catégories|рубрика|рубрики|метки|теги|тэги"
    "|ключевые слова|рубрыка|рубрыкі|kategorie|tagi|kategorien|schlagwörter"
)
META_AUTHOR = "author|auteur|автор|аўтар|autor"
META_FILED = "filed under|filed in|posted in|posted by|tagged with|categorized in|classé dans|publié dans|posté par"
META_DATED = (
    "posted|published|updated|last updated|last modified|publié|posté|rédigé|mis à jour|mis en ligne|опубликовано"
    "|опубликован|размещено|добавлено|обновлено|апублікавана|opublikowano|dodano|veröffentlicht"
)

# A count of comments, or an invitation to leave one: one of COMMENTS and words of COMMENT_WORDS only.
COMMENTS = words(
    """
    comment comments commentaire commentaires reply replies response responses réponse réponses комментарий
    комментария комментариев комментарии каментар каментары каментароў отзыв отзывов komentarz komentarze komentarzy
    kommentar kommentare
    """
)
COMMENT_WORDS = COMMENTS | words(
    """
    no one leave a add post write off closed are yet aucun un laisser ajouter les sont fermés désactivés нет
    оставить добавить отключены закрыты brak dodaj zostaw keine
    """
)

# A line of these words and numbers only leads to other pages of the listing.
PAGER = words(
    """
    previous prev next newer older first last page pages posts post entries articles article précédent précédente
    suivant suivante précédents suivants précédentes suivantes anciens récents plus première dernière premier
    dernier предыдущая предыдущие предыдущий следующая следующие следующий назад вперед вперёд далее первая
    последняя старые новые записи страница страницы из статьи более ранние поздние папярэдняя наступная старонка
    старыя новыя запісы poprzednia następna poprzednie następne starsze nowsze wpisy strona ältere neuere beiträge
    vorherige nächste zurück weiter seite of sur de z von load more charger show загрузить показать ещё
    """
)

# Menus, crumbs and switches of language above the section's title.
NAVIGATION = phrases(
    """
    home | accueil | главная | галоўная | strona główna | startseite | menu | меню | skip to content
    | skip to main content | skip to navigation | aller au contenu | aller au contenu principal | search | rechercher
    | recherche | поиск | найти | перейти к содержимому | перейти к содержанию | contact | contacts | contact us
    | контакты | contactez-nous | sitemap | site map | plan du site | карта сайта | login | log in | connexion
    | войти | rss | subscribe | s'abonner | подписаться | back to top | haut de page | наверх | like this
    | like this: like loading | related | advertisement | publicité | реклама
    """
)
CRUMBS = ("you are here", "vous êtes ici", "вы здесь", "вы тут")
LANGUAGE_NAMES = words("en fr ru be by pl de eng fra rus bel english french russian français русский беларуская polski")

# Headings of side columns and footers: after the last article, what follows them is no article.
SIDEBAR = phrases(
    """
    recent posts | recent comments | recent articles | latest posts | latest news | latest tweets | archive
    | archives | categories | category | tag | tags | tag cloud | meta | links | blogroll | calendar | about
    | about us | about fidh | about this site | partners | our partners | pages | related posts | twitter | facebook
    | leave a reply | privacy policy | articles récents | commentaires récents | derniers articles | catégories
    | mots-clés | étiquettes | liens | calendrier | à propos | qui sommes-nous | partenaires | mentions légales
    | méta | nuage de mots-clés | свежие записи | свежие комментарии | последние записи | последние новости
    | последние комментарии | архив | архивы | рубрики | метки | мета | ссылки | календарь | о нас | о сайте
    | о проекте | партнёры | партнеры | облако меток | страницы | апошнія запісы | апошнія навіны | архіў | пра нас
    | ostatnie wpisy | archiwa | kategorie | tagi | neueste beiträge
    """
)
SIDEBAR_STARTS = (
    "follow us",
    "newsletter",
    "subscribe",
    "sign up",
    "copyright",
    "all rights reserved",
    "powered by",
    "proudly powered",
    "theme:",
    "theme by",
    "designed by",
    "suivez-nous",
    "abonnez-vous",
    "inscrivez-vous",
    "tous droits réservés",
    "fièrement propulsé",
    "propulsé par",
    "подпис",
    "все права защищены",
    "сайт работает на",
    "мы в соц",
)

# Words by which an introduction points to the articles under it.
POINTERS = (
    "below",
    "following",
    "find here",
    "you will find",
    "you can find",
    "ci-dessous",
    "suivants",
    "retrouvez",
    "vous trouverez",
    "ниже",
    "следующ",
    "вы найдете",
    "вы найдёте",
    "ніжэй",
    "poniżej",
    "unten",
    "folgende",
)

# How WordPress and themes name the page of a tag; such a page rarely has an introduction.
TAG_PAGE = (
    "tagged post",
    "tagged with",
    "posts tagged",
    "tag:",
    "tag archive",
    "mot-clé",
    "mots clés",
    "mots-clés",
    "étiquette",
    "метк",
    "тег",
)

# How letters and greetings begin: never a caption.
SALUTATIONS = words(
    """
    dear dears cher chère chers chères madame monsieur mesdames messieurs дорогой дорогая дорогие уважаемый
    уважаемая уважаемые шаноўны шаноўная шаноўныя дарагі дарагія drogi drodzy szanowni szanowny liebe lieber sehr
    hello bonjour здравствуйте
    """
)

# What cameras and programs write where a picture's description should be.
CAMERA_WORDS = words(
    """
    samsung olympus nikon canon sony kodak konica minolta pentax leica fujifilm panasonic casio ricoh polaroid nokia
    htc hp dsc csc digital camera still corporation optical imaging image exif_jpeg_picture exif jpeg picture
    powershot untitled sans titre без названия безымянный
    """
)

# Before a number they make a file's name: "Photo 012", "Image 001".
PICTURE_WORDS = words("image img photo foto фото picture pict dsc dscn dscf scan slide screenshot снимок изображение")

# How a credit begins.
CREDIT_WORDS = (
    r"photos?(?: credits?| courtesy)?|pictures?|images?|illustration|crédits?(?: photos?)?|photographies?"
    r"|photographe|photographer|фото(?:графия|граф)?|снимок|иллюстрация|фота|здымак|foto|fot|zdjęcie|zdj|bild|credits?"
)
