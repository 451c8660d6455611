"""The admin of the house of facts: lists, forms and actions under the menu “Facts”."""
