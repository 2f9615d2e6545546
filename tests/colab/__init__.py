"""Google Colab as the course meets it: its versions, its kernel, the form in which it saves a notebook. `make test-colab` runs it all."""
