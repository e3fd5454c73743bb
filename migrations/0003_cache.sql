CREATE TABLE `cache_purge` (
	`tag` text PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cache_purge_generation` ON `cache_purge` (`generation`,`tag`);--> statement-breakpoint
CREATE TABLE `cache_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	`floor` integer NOT NULL,
	CONSTRAINT "cache_state_single_row" CHECK("cache_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `cache_usage` (
	`endpoint_id` text NOT NULL,
	`day` text NOT NULL,
	`hit` integer NOT NULL,
	`stale` integer NOT NULL,
	`miss` integer NOT NULL,
	`bypass` integer NOT NULL,
	PRIMARY KEY(`endpoint_id`, `day`),
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoint`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `cached_answer` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`stored_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
