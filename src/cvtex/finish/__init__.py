"""TeX's PDF -> the one that is handed out: tagged (PDF/UA-1), archival (PDF/A-2a), its text in whole words."""
