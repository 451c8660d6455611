"""The admin of the portal: groups, dashboard, images, and the direction of what is typed."""
