-- What a provider failed to return is asked for again under another name: under the same one it would say no for ever.
alter table checkout_returns add column tries int not null default 0;
grant update (tries) on checkout_returns to ${app};
