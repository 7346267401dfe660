# --- events, by Firehose ------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "firehose" {
  name              = "/daybook/${var.context.name}/firehose"
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_cloudwatch_log_stream" "firehose" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.firehose.name
}

resource "aws_iam_role" "firehose" {
  name               = var.roles.firehose.name
  assume_role_policy = var.roles.firehose.trust
}

resource "aws_iam_role_policy" "firehose" {
  name   = "all"
  role   = aws_iam_role.firehose.id
  policy = var.roles.firehose.policy
}

resource "aws_kinesis_firehose_delivery_stream" "events" {
  name        = "${var.context.name}-events"
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.firehose.arn
    bucket_arn          = var.landing_bucket
    prefix              = "clickstream-data/!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/!{timestamp:HH}/"
    error_output_prefix = "error/!{firehose:error-output-type}/!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/"
    buffering_interval  = 60
    buffering_size      = 5
    compression_format  = "GZIP"
    kms_key_arn         = var.key

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.firehose.name
      log_stream_name = aws_cloudwatch_log_stream.firehose.name
    }
  }

  depends_on = [aws_iam_role_policy.firehose]
}

# --- the API ------------------------------------------------------------------------------------------------------------

locals {
  queue_path = { for name, queue in var.queue_names : name => "${var.context.account}/${queue}" }
  # The message is the body as it came; who sent it is what the verified token says, and nothing in the body.
  send_message = join("", [
    "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
    "&MessageAttribute.1.Name=sub&MessageAttribute.1.Value.DataType=String",
    "&MessageAttribute.1.Value.StringValue=$util.urlEncode($context.authorizer.claims.sub)",
  ])
  text = { type = "string", maxLength = 2000 }
  methods = {
    events = {
      description = "An event of the app, of either form; to Firehose"
      scope       = "daybook/events.write"
      service     = "firehose:action/PutRecord"
      content     = "'application/x-amz-json-1.1'"
      template = jsonencode({
        DeliveryStreamName = aws_kinesis_firehose_delivery_stream.events.name
        Record             = { Data = "$util.base64Encode($input.body)" }
      })
      schema = {
        type = "object"
        anyOf = [
          { required = ["timestamp", "menuItem", "quantity", "price", "customerId", "restaurantId"] },
          { required = ["element_clicked", "time_spent", "source_menu", "created_at"] },
        ]
        properties = {
          eventId         = { type = "string", minLength = 1, maxLength = 200 }
          timestamp       = { type = "string", maxLength = 40 }
          menuItem        = local.text
          quantity        = { type = "integer", minimum = 0 }
          price           = { type = "number" }
          customerId      = { type = ["string", "integer"] }
          restaurantId    = { type = ["string", "integer"] }
          element_clicked = local.text
          time_spent      = { type = "integer", minimum = 0 }
          source_menu     = local.text
          created_at      = { type = "string", maxLength = 40 }
        }
      }
    }
    visits = {
      description = "A visit, as the web form sends it; to a queue"
      scope       = "daybook/visits.write"
      service     = "sqs:path/${local.queue_path["visits"]}"
      content     = "'application/x-www-form-urlencoded'"
      template    = local.send_message
      schema = {
        type     = "object"
        required = ["CustomerName", "Salesperson", "Date", "MeetingType", "MeetingSubject", "VIPCustomer", "Feedback"]
        properties = {
          CustomerName   = local.text
          Salesperson    = local.text
          Date           = { type = "string", pattern = "^[0-9]{2}/[0-9]{2}/[0-9]{2}([0-9]{2})?$" }
          MeetingType    = { enum = ["MEETING", "COLLECTION", "COMPLAINT", "STOREVISIT", "ADMIN"] }
          MeetingSubject = local.text
          MeetingDetails = local.text
          VIPCustomer    = { enum = ["YES", "NO"] }
          Feedback       = { enum = ["Good", "Neutral", "Bad", "Terrible"] }
        }
        additionalProperties = false
      }
    }
    data = {
      description = "Two pieces of information of who sends them; to a queue"
      scope       = "daybook/data.write"
      service     = "sqs:path/${local.queue_path["user-data"]}"
      content     = "'application/x-www-form-urlencoded'"
      template    = local.send_message
      schema = {
        type     = "object"
        required = ["informationOne", "informationTwo"]
        properties = {
          informationOne = local.text
          informationTwo = local.text
        }
        additionalProperties = false
      }
    }
  }
  cors = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'${var.origin}'"
    "gatewayresponse.header.Vary"                        = "'Origin'"
  }
}

resource "aws_api_gateway_rest_api" "this" {
  name        = var.context.name
  description = "What apps and forms send to ${var.context.name}"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_authorizer" "this" {
  name            = "people"
  rest_api_id     = aws_api_gateway_rest_api.this.id
  type            = "COGNITO_USER_POOLS"
  provider_arns   = [var.user_pool]
  identity_source = "method.request.header.Authorization"
}

resource "aws_api_gateway_request_validator" "this" {
  name                        = "body"
  rest_api_id                 = aws_api_gateway_rest_api.this.id
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_iam_role" "api" {
  name               = var.roles.api.name
  assume_role_policy = var.roles.api.trust
}

resource "aws_iam_role_policy" "api" {
  name   = "all"
  role   = aws_iam_role.api.id
  policy = var.roles.api.policy
}

resource "aws_api_gateway_resource" "this" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_model" "this" {
  for_each = local.methods

  rest_api_id  = aws_api_gateway_rest_api.this.id
  name         = each.key
  description  = each.value.description
  content_type = "application/json"
  schema       = jsonencode(merge({ "$schema" = "http://json-schema.org/draft-04/schema#", title = each.key }, each.value.schema))
}

# --- POST ---------------------------------------------------------------------------------------------------------------

resource "aws_api_gateway_method" "post" {
  for_each = local.methods

  rest_api_id          = aws_api_gateway_rest_api.this.id
  resource_id          = aws_api_gateway_resource.this[each.key].id
  http_method          = "POST"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.this.id
  authorization_scopes = [each.value.scope]
  request_validator_id = aws_api_gateway_request_validator.this.id
  request_models       = { "application/json" = aws_api_gateway_model.this[each.key].name }
}

resource "aws_api_gateway_integration" "post" {
  for_each = local.methods

  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = aws_api_gateway_resource.this[each.key].id
  http_method             = aws_api_gateway_method.post[each.key].http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:${var.context.partition}:apigateway:${var.context.region}:${each.value.service}"
  credentials             = aws_iam_role.api.arn
  passthrough_behavior    = "NEVER"
  request_parameters      = { "integration.request.header.Content-Type" = each.value.content }
  request_templates       = { "application/json" = each.value.template }

  depends_on = [aws_iam_role_policy.api]
}

resource "aws_api_gateway_method_response" "post" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.this.id
  resource_id = aws_api_gateway_resource.this[each.key].id
  http_method = aws_api_gateway_method.post[each.key].http_method
  status_code = "202"
  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = true
    "method.response.header.Vary"                        = true
  }
}

# Nothing of what AWS answers inside is shown: taken, or not.
resource "aws_api_gateway_integration_response" "post" {
  for_each = local.methods

  rest_api_id       = aws_api_gateway_rest_api.this.id
  resource_id       = aws_api_gateway_resource.this[each.key].id
  http_method       = aws_api_gateway_method.post[each.key].http_method
  status_code       = aws_api_gateway_method_response.post[each.key].status_code
  selection_pattern = "200"
  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = "'${var.origin}'"
    "method.response.header.Vary"                        = "'Origin'"
  }
  response_templates = { "application/json" = jsonencode({ accepted = true }) }

  depends_on = [aws_api_gateway_integration.post]
}

resource "aws_api_gateway_method_response" "unavailable" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.this.id
  resource_id = aws_api_gateway_resource.this[each.key].id
  http_method = aws_api_gateway_method.post[each.key].http_method
  status_code = "503"
  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = true
  }
}

resource "aws_api_gateway_integration_response" "unavailable" {
  for_each = local.methods

  rest_api_id         = aws_api_gateway_rest_api.this.id
  resource_id         = aws_api_gateway_resource.this[each.key].id
  http_method         = aws_api_gateway_method.post[each.key].http_method
  status_code         = aws_api_gateway_method_response.unavailable[each.key].status_code
  response_parameters = { "method.response.header.Access-Control-Allow-Origin" = "'${var.origin}'" }
  response_templates  = { "application/json" = jsonencode({ accepted = false }) }

  depends_on = [aws_api_gateway_integration.post]
}

# --- OPTIONS: which pages may call ----------------------------------------------------------------------------------------

resource "aws_api_gateway_method" "options" {
  for_each = local.methods

  rest_api_id   = aws_api_gateway_rest_api.this.id
  resource_id   = aws_api_gateway_resource.this[each.key].id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "options" {
  for_each = local.methods

  rest_api_id       = aws_api_gateway_rest_api.this.id
  resource_id       = aws_api_gateway_resource.this[each.key].id
  http_method       = aws_api_gateway_method.options[each.key].http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 204 }) }
}

resource "aws_api_gateway_method_response" "options" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.this.id
  resource_id = aws_api_gateway_resource.this[each.key].id
  http_method = aws_api_gateway_method.options[each.key].http_method
  status_code = "204"
  response_parameters = {
    "method.response.header.Access-Control-Allow-Headers" = true
    "method.response.header.Access-Control-Allow-Methods" = true
    "method.response.header.Access-Control-Allow-Origin"  = true
    "method.response.header.Access-Control-Max-Age"       = true
  }
}

resource "aws_api_gateway_integration_response" "options" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.this.id
  resource_id = aws_api_gateway_resource.this[each.key].id
  http_method = aws_api_gateway_method.options[each.key].http_method
  status_code = aws_api_gateway_method_response.options[each.key].status_code
  response_parameters = {
    "method.response.header.Access-Control-Allow-Headers" = "'Authorization,Content-Type'"
    "method.response.header.Access-Control-Allow-Methods" = "'OPTIONS,POST'"
    "method.response.header.Access-Control-Allow-Origin"  = "'${var.origin}'"
    "method.response.header.Access-Control-Max-Age"       = "'600'"
  }

  depends_on = [aws_api_gateway_integration.options]
}

# What the gateway itself refuses has to be readable for the page as well.
resource "aws_api_gateway_gateway_response" "this" {
  for_each = toset(["DEFAULT_4XX", "DEFAULT_5XX"])

  rest_api_id         = aws_api_gateway_rest_api.this.id
  response_type       = each.key
  response_parameters = local.cors
  response_templates  = { "application/json" = "{\"message\":$context.error.messageString}" }
}

resource "aws_api_gateway_gateway_response" "invalid" {
  rest_api_id         = aws_api_gateway_rest_api.this.id
  response_type       = "BAD_REQUEST_BODY"
  status_code         = "400"
  response_parameters = local.cors
  response_templates  = { "application/json" = "{\"message\":$context.error.messageString,\"found\":\"$context.error.validationErrorString\"}" }
}

# --- stage --------------------------------------------------------------------------------------------------------------

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  triggers = {
    redeployment = sha256(jsonencode([
      local.methods, var.origin, aws_api_gateway_rest_api.this.id, aws_api_gateway_authorizer.this.id,
      filesha256("${path.module}/main.tf"),
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_api_gateway_gateway_response.invalid,
    aws_api_gateway_gateway_response.this,
    aws_api_gateway_integration_response.options,
    aws_api_gateway_integration_response.post,
    aws_api_gateway_integration_response.unavailable,
  ]
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/daybook/${var.context.name}/api"
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = "v1"
  xray_tracing_enabled = true

  # Who asked for what, and how it went: no header, no body, so no token.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      time        = "$context.requestTime"
      request     = "$context.requestId"
      method      = "$context.httpMethod"
      path        = "$context.resourcePath"
      status      = "$context.status"
      bytes       = "$context.responseLength"
      latency     = "$context.responseLatency"
      integration = "$context.integration.status"
      subject     = "$context.authorizer.claims.sub"
      error       = "$context.error.responseType"
    })
  }
}

resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  # Execution logs would hold bodies and headers.
  settings {
    logging_level          = "OFF"
    data_trace_enabled     = false
    metrics_enabled        = true
    throttling_rate_limit  = var.throttling.rate
    throttling_burst_limit = var.throttling.burst
  }
}
