locals {
  scopes = {
    "events.write" = "Send events"
    "visits.write" = "Send visits"
    "data.write"   = "Send data of one's own"
  }
  # Faces that people sign in to by a browser: their client, and where they come back to.
  faces = merge(
    var.web_domain == null ? {} : { web = "https://${var.web_domain}/oauth2/idpresponse" },
    var.site_domain == null ? {} : { reports = "https://${var.site_domain}/sign-in/done" },
  )
}

resource "aws_cognito_user_pool" "this" {
  name                     = var.context.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"
  deletion_protection      = var.protected ? "ACTIVE" : "INACTIVE"

  software_token_mfa_configuration {
    enabled = true
  }

  admin_create_user_config {
    allow_admin_create_user_only = !var.sign_up
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 3
  }
}

resource "aws_cognito_user_group" "this" {
  for_each = { viewer = "Reads reports and tables", operator = "Also starts, stops and mends runs" }

  name         = each.key
  description  = each.value
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_user_pool_domain" "this" {
  domain       = "${var.context.name}-${var.context.account}"
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_resource_server" "this" {
  identifier   = "daybook"
  name         = "Daybook"
  user_pool_id = aws_cognito_user_pool.this.id

  dynamic "scope" {
    for_each = local.scopes

    content {
      scope_name        = scope.key
      scope_description = scope.value
    }
  }
}

# Pages of ours that call the API from a browser: no secret, but proof that who began the sign-in ends it (PKCE).
resource "aws_cognito_user_pool_client" "pages" {
  name                                 = "${var.context.name}-pages"
  user_pool_id                         = aws_cognito_user_pool.this.id
  generate_secret                      = false
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = concat(["openid", "email"], [for scope in keys(local.scopes) : "daybook/${scope}"])
  callback_urls                        = ["${var.origin}/signed-in"]
  logout_urls                          = ["${var.origin}/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  access_token_validity                = 60
  id_token_validity                    = 60
  refresh_token_validity               = 12

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }

  depends_on = [aws_cognito_resource_server.this]
}

resource "aws_cognito_user_pool_client" "face" {
  for_each = local.faces

  name         = "${var.context.name}-${each.key}"
  user_pool_id = aws_cognito_user_pool.this.id
  # The load balancer keeps a secret; the sign-in of the reports' site proves itself by PKCE.
  generate_secret                      = each.key == "web"
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = [each.value]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
}
