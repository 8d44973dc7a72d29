"""An article as readers will see it, before they do."""
