"""An official report → what a year file takes from it. Only the desk reads reports; the site's build never does."""
