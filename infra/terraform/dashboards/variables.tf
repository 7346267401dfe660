variable "environment" {
  description = "Which one: dev, test or prod."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment: expected dev, test or prod."
  }
}

variable "region" {
  description = "Region everything is in."
  type        = string
  default     = "eu-central-1"
  nullable    = false
}

variable "principal" {
  description = "ARN of the QuickSight group or user that looks at the dashboards."
  type        = string
  nullable    = false
}
