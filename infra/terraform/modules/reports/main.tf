# --- what CloudFront does by AWS's own rules -----------------------------------------------------------------------------

data "aws_cloudfront_cache_policy" "optimized" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_cache_policy" "disabled" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_origin_request_policy" "without_host" {
  name = "Managed-AllViewerExceptHostHeader"
}

data "aws_cloudfront_response_headers_policy" "security" {
  name = "Managed-SecurityHeadersPolicy"
}

# --- the site ------------------------------------------------------------------------------------------------------------

locals {
  sign_in_host = element(split("/", aws_lambda_function_url.sign_in.function_url), 2)
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each = { reports = "s3", sign-in = "lambda" }

  name                              = "${var.context.name}-${each.key}"
  origin_access_control_origin_type = each.value
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_public_key" "this" {
  name        = var.context.name
  comment     = "Who has signed in to the reports of ${var.context.name}"
  encoded_key = var.site.public_key

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "this" {
  name  = var.context.name
  items = [aws_cloudfront_public_key.this.id]
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  comment             = "Reports of ${var.context.name}"
  aliases             = [var.site.domain]
  default_root_object = "index.html"
  price_class         = "PriceClass_100"
  http_version        = "http2and3"
  is_ipv6_enabled     = true

  origin {
    origin_id                = "reports"
    domain_name              = var.bucket_domain
    origin_access_control_id = aws_cloudfront_origin_access_control.this["reports"].id
  }

  origin {
    origin_id                = "sign-in"
    domain_name              = local.sign_in_host
    origin_access_control_id = aws_cloudfront_origin_access_control.this["sign-in"].id

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  # Reports are replaced under their names: nothing is kept at the edge.
  default_cache_behavior {
    target_origin_id           = "reports"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.disabled.id
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
    trusted_key_groups         = [aws_cloudfront_key_group.this.id]
  }

  # What is in the archive never changes.
  ordered_cache_behavior {
    path_pattern               = "/archive/*"
    target_origin_id           = "reports"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.optimized.id
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
    trusted_key_groups         = [aws_cloudfront_key_group.this.id]
  }

  ordered_cache_behavior {
    path_pattern               = "/sign-in*"
    target_origin_id           = "sign-in"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    cache_policy_id            = data.aws_cloudfront_cache_policy.disabled.id
    origin_request_policy_id   = data.aws_cloudfront_origin_request_policy.without_host.id
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
  }

  # CloudFront refuses who has no cookies, S3 what is not there: both are told the same.
  custom_error_response {
    error_code            = 403
    response_code         = 403
    response_page_path    = "/sign-in/needed"
    error_caching_min_ttl = 0
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.site.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_route53_record" "this" {
  for_each = var.site.hosted_zone_id == null ? toset([]) : toset(["A", "AAAA"])

  zone_id = var.site.hosted_zone_id
  name    = var.site.domain
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}

# --- signing in -----------------------------------------------------------------------------------------------------------

# Its value, the private key to site.public_key, is put in by a person, so that it is in no state.
resource "aws_secretsmanager_secret" "signing_key" {
  name                    = "${var.context.name}/reports-signing-key"
  description             = "PEM of the private key that cookies of the reports' site are signed with"
  kms_key_id              = var.key
  recovery_window_in_days = var.secret_recovery_days
}

data "archive_file" "sign_in" {
  type        = "zip"
  output_path = "${path.root}/.terraform/sign-in.zip"

  source {
    filename = "index.mjs"
    content  = file("${path.module}/../../../sign-in/index.mjs")
  }

  source {
    filename = "sign-in.mjs"
    content  = file("${path.module}/../../../sign-in/sign-in.mjs")
  }
}

resource "aws_iam_role" "sign_in" {
  name               = var.roles["sign-in"].name
  assume_role_policy = var.roles["sign-in"].trust
}

resource "aws_iam_role_policy" "sign_in" {
  name   = "all"
  role   = aws_iam_role.sign_in.id
  policy = var.roles["sign-in"].policy
}

resource "aws_cloudwatch_log_group" "sign_in" {
  name              = "/daybook/${var.context.name}/sign-in"
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_lambda_function" "sign_in" {
  function_name    = "${var.context.name}-sign-in"
  description      = "Gives who signs in with Cognito the cookies of the reports' site"
  role             = aws_iam_role.sign_in.arn
  runtime          = "nodejs22.x"
  architectures    = ["arm64"]
  handler          = "index.handler"
  filename         = data.archive_file.sign_in.output_path
  source_code_hash = data.archive_file.sign_in.output_base64sha256
  memory_size      = 256
  timeout          = 10

  environment {
    variables = {
      SITE        = var.site.domain
      COGNITO     = var.identity.host
      CLIENT      = var.identity.client
      KEY_PAIR    = aws_cloudfront_public_key.this.id
      SIGNING_KEY = aws_secretsmanager_secret.signing_key.arn
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.sign_in.name
  }

  depends_on = [aws_iam_role_policy.sign_in]
}

resource "aws_lambda_function_url" "sign_in" {
  function_name      = aws_lambda_function.sign_in.function_name
  authorization_type = "AWS_IAM"
}

resource "aws_lambda_permission" "url" {
  statement_id           = "CloudFrontUrl"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.sign_in.function_name
  principal              = "cloudfront.amazonaws.com"
  source_arn             = aws_cloudfront_distribution.this.arn
  function_url_auth_type = "AWS_IAM"
}

# A call by URL needs both.
resource "aws_lambda_permission" "function" {
  statement_id             = "CloudFrontFunction"
  action                   = "lambda:InvokeFunction"
  function_name            = aws_lambda_function.sign_in.function_name
  principal                = "cloudfront.amazonaws.com"
  source_arn               = aws_cloudfront_distribution.this.arn
  invoked_via_function_url = true
}
