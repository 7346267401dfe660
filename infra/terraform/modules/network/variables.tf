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

variable "cidr" {
  description = "Addresses of the network, a /16 to /20."
  type        = string
  default     = "10.40.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr: expected a block such as 10.40.0.0/16, of /16 to /20."
  }
}

variable "private_networking" {
  description = "Whether tasks run in subnets without public addresses, behind a NAT gateway and interface endpoints, which cost by the hour."
  type        = bool
  default     = false
  nullable    = false
}
