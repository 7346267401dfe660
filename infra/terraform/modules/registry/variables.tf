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

variable "key" {
  description = "ARN of the key images are encrypted with."
  type        = string
  nullable    = false
}

variable "kept_images" {
  description = "How many images stay; the one in use has to be among them."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.kept_images >= 2
    error_message = "kept_images: expected 2 or more, the one in use and the one before."
  }
}

variable "force_destroy" {
  description = "Whether the repository goes with the images in it."
  type        = bool
  default     = false
  nullable    = false
}
