create table "articles" (
  "id" uuid not null default gen_random_uuid(),
  "slug" text not null,
  "title" text not null,
  "description" text not null,
  "body" text not null,
  "tag_list" text[] not null default '{}',
  "author_id" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "articles_pkey" primary key ("id"),
  constraint "articles_slug_unique" unique ("slug")
);

create table "comments" (
  "id" uuid not null default gen_random_uuid(),
  "body" text not null,
  "article_id" uuid not null,
  "author_id" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "comments_pkey" primary key ("id")
);

create table "favorites" (
  "user_id" uuid not null,
  "article_id" uuid not null,
  constraint "favorites_pkey" primary key ("user_id", "article_id")
);

create table "follows" (
  "follower_id" uuid not null,
  "followed_id" uuid not null,
  constraint "follows_pkey" primary key ("follower_id", "followed_id")
);

create table "users" (
  "id" uuid not null default gen_random_uuid(),
  "username" text not null,
  "email" text not null,
  "bio" text,
  "image" text,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "users_pkey" primary key ("id"),
  constraint "users_email_unique" unique ("email"),
  constraint "users_username_unique" unique ("username")
);

create index "articles_author_id_index" on "articles" ("author_id");

create index "articles_created_at_index" on "articles" ("created_at");

create index "articles_tag_list_gin" on "articles" using gin ("tag_list");

create index "comments_article_id_created_at_index" on "comments" ("article_id", "created_at");

create index "comments_author_id_index" on "comments" ("author_id");

create index "favorites_article_id_index" on "favorites" ("article_id");

create index "follows_followed_id_index" on "follows" ("followed_id");

alter table "articles" add constraint "articles_author_id_fk" foreign key ("author_id") references "users" ("id") on delete cascade;

alter table "comments" add constraint "comments_article_id_fk" foreign key ("article_id") references "articles" ("id") on delete cascade;

alter table "comments" add constraint "comments_author_id_fk" foreign key ("author_id") references "users" ("id") on delete cascade;

alter table "favorites" add constraint "favorites_article_id_fk" foreign key ("article_id") references "articles" ("id") on delete cascade;

alter table "favorites" add constraint "favorites_user_id_fk" foreign key ("user_id") references "users" ("id") on delete cascade;

alter table "follows" add constraint "follows_followed_id_fk" foreign key ("followed_id") references "users" ("id") on delete cascade;

alter table "follows" add constraint "follows_follower_id_fk" foreign key ("follower_id") references "users" ("id") on delete cascade;

create trigger touch before update on "articles" for each row execute function plinth.touch();

create trigger touch before update on "comments" for each row execute function plinth.touch();

create trigger touch before update on "users" for each row execute function plinth.touch();
