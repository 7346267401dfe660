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

variable "origin" {
  description = "Where pages that call the API come from, such as https://visits.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/\\s]+$", var.origin))
    error_message = "origin: expected https:// and a host, without a slash behind it."
  }
}

variable "web_domain" {
  description = "Host name of the web face; null for none."
  type        = string
  default     = null
}

variable "site_domain" {
  description = "Host name of the reports' site; null for none."
  type        = string
  default     = null
}

variable "sign_up" {
  description = "Whether anybody may sign up; else administrators add people."
  type        = bool
  default     = false
  nullable    = false
}

variable "protected" {
  description = "Whether deleting the user pool is refused."
  type        = bool
  default     = true
  nullable    = false
}
