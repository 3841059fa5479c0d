"""CVs that are data already: JSON Resume, RenderCV, yamlresume, Europass. Their fields have matches in cv.yaml."""
