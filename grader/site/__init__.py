"""The course as a static site: `python -m grader.site`, which `make site` calls. See docs/site.md."""
