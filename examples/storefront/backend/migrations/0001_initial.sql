create extension if not exists pg_trgm;

create table "addresses" (
  "id" uuid not null default gen_random_uuid(),
  "tenant_id" uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
  "label" varchar(60) not null,
  "lines" text not null,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "addresses_pkey" primary key ("id")
);

create table "categories" (
  "id" uuid not null default gen_random_uuid(),
  "name" text not null,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "categories_pkey" primary key ("id"),
  constraint "categories_name_unique" unique ("name")
);

create table "order_items" (
  "id" uuid not null default gen_random_uuid(),
  "order_id" uuid not null,
  "product_id" uuid not null,
  "product_name" text not null,
  "quantity" integer not null,
  "unit_price_cents" integer not null,
  constraint "order_items_pkey" primary key ("id")
);

create table "orders" (
  "id" uuid not null default gen_random_uuid(),
  "customer_id" uuid not null,
  "status" text not null default 'pending',
  "total_cents" integer not null,
  "shipping_address" text not null,
  "note" text,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "orders_pkey" primary key ("id")
);

create table "products" (
  "id" uuid not null default gen_random_uuid(),
  "name" text not null,
  "slug" text not null,
  "description" text not null default '',
  "price_cents" integer not null,
  "stock" integer not null default 0,
  "status" text not null default 'draft',
  "image_url" text,
  "category_id" uuid,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "products_pkey" primary key ("id"),
  constraint "products_slug_unique" unique ("slug")
);

create table "users" (
  "id" uuid not null default gen_random_uuid(),
  "name" text not null,
  "email" text not null,
  "role" text not null default 'customer',
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  constraint "users_pkey" primary key ("id"),
  constraint "users_email_unique" unique ("email")
);

create index "addresses_tenant_id_created_at_index" on "addresses" ("tenant_id", "created_at");

create index "order_items_order_id_index" on "order_items" ("order_id");

create index "order_items_product_id_index" on "order_items" ("product_id");

create index "orders_created_at_index" on "orders" ("created_at");

create index "orders_customer_id_index" on "orders" ("customer_id");

create index "orders_status_index" on "orders" ("status");

create index "products_category_id_index" on "products" ("category_id");

create index "products_created_at_index" on "products" ("created_at");

create index "products_name_description_gin" on "products" using gin ("name" gin_trgm_ops, "description" gin_trgm_ops);

create index "products_name_index" on "products" ("name");

create index "products_price_cents_index" on "products" ("price_cents");

create index "products_status_index" on "products" ("status");

alter table "order_items" add constraint "order_items_order_id_fk" foreign key ("order_id") references "orders" ("id") on delete cascade;

alter table "order_items" add constraint "order_items_product_id_fk" foreign key ("product_id") references "products" ("id");

alter table "orders" add constraint "orders_customer_id_fk" foreign key ("customer_id") references "users" ("id");

alter table "products" add constraint "products_category_id_fk" foreign key ("category_id") references "categories" ("id");

alter table "addresses" enable row level security, force row level security;

create policy tenant on "addresses" using ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')::uuid));

create trigger touch before update on "addresses" for each row execute function plinth.touch();

create trigger touch before update on "categories" for each row execute function plinth.touch();

create trigger touch before update on "orders" for each row execute function plinth.touch();

create trigger touch before update on "products" for each row execute function plinth.touch();

create trigger touch before update on "users" for each row execute function plinth.touch();
