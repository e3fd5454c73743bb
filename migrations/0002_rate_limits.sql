CREATE TABLE `rate_limit_block` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`endpoint_id` text NOT NULL,
	`limit_name` text NOT NULL,
	`mode` text NOT NULL,
	`consumer` text,
	`ip_address` text,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limit_block_endpoint` ON `rate_limit_block` (`endpoint_id`,`id`);--> statement-breakpoint
CREATE INDEX `rate_limit_block_at` ON `rate_limit_block` (`at`);