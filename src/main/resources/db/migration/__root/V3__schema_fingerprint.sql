-- What the migrations were when they last went through as a whole: a start that finds them unchanged need not ask each
-- module's history. Only the owner reads and writes it.
create table schema_fingerprint (
    only_one boolean primary key default true check (only_one),
    fingerprint text not null
);
