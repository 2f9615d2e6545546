"""What notebooks ask of Colab for widgets that ipywidgets does not bring along."""


def enable_custom_widget_manager(version: str = "5.0.0a") -> None:
    """Ask the page for a widget manager; here nobody looks at a page."""


def disable_custom_widget_manager() -> None:
    """Take it back."""
