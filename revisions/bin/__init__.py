"""The bin: nobody's deletion is final. `registry`: which rows go there; `binning`: in and out."""
