"""What everything looks like: base templates, components, stylesheet, drawings, and the frame around every page."""
