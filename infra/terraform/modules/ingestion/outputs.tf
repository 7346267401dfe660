output "url" {
  description = "Address of the API."
  value       = aws_api_gateway_stage.this.invoke_url
}

output "api_name" {
  description = "Name of the API, a dimension of its metrics."
  value       = aws_api_gateway_rest_api.this.name
}

output "stage_name" {
  description = "Name of the API's stage, a dimension of its metrics."
  value       = aws_api_gateway_stage.this.stage_name
}

output "stream_name" {
  description = "Name of the delivery stream of events."
  value       = aws_kinesis_firehose_delivery_stream.events.name
}
