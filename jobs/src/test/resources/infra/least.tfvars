email        = "ops@example.com"
image_digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
origin       = "https://visits.example.com"
