#!/bin/sh
# Runs once, when the volume of the database is empty: the owner of the tables, and the role that the application works
# with. That one owns nothing, so that row level security binds it.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
	--set=owner_password="$GUILDHALL_OWNER_PASSWORD" --set=app_password="$GUILDHALL_APP_PASSWORD" <<'SQL'
create role guildhall_owner login nosuperuser nobypassrls nocreatedb nocreaterole password :'owner_password';
create role guildhall_app login nosuperuser nobypassrls nocreatedb nocreaterole password :'app_password';
create database guildhall owner guildhall_owner;
SQL
