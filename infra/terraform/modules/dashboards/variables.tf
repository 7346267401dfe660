variable "context" {
  description = "Where this is: name is the prefix of everything, such as daybook-dev."
  type = object({
    name        = string
    environment = string
    region      = string
    account     = string
    partition   = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}$", var.context.name))
    error_message = "context.name: expected 3 to 24 lower case letters, digits and dashes, beginning with a letter."
  }
}

variable "principal" {
  description = "ARN of the QuickSight group or user that looks at the dashboards."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:quicksight:[a-z0-9-]+:[0-9]{12}:(group|user)/.+", var.principal))
    error_message = "principal: expected the ARN of a QuickSight group or user."
  }
}

variable "workgroup" {
  description = "Name of the Athena workgroup that is asked."
  type        = string
  nullable    = false
}

variable "glue_database" {
  description = "Name of the Glue database of the tables."
  type        = string
  nullable    = false
}
