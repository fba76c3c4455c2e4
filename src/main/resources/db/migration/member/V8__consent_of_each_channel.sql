-- What a member said, of each channel by itself; what was said before channels were told apart was said of all of them.
alter table members add column consent_chat text not null default 'UNKNOWN';
alter table members add column consent_call text not null default 'UNKNOWN';
alter table members add column consent_sms text not null default 'UNKNOWN';
alter table members add column consent_email text not null default 'UNKNOWN';
update members set consent_chat = consent, consent_call = consent, consent_sms = consent, consent_email = consent
    where consent <> 'UNKNOWN';
alter table members add constraint members_consents check (consent_chat in ('UNKNOWN', 'GIVEN', 'WITHDRAWN')
    and consent_call in ('UNKNOWN', 'GIVEN', 'WITHDRAWN') and consent_sms in ('UNKNOWN', 'GIVEN', 'WITHDRAWN')
    and consent_email in ('UNKNOWN', 'GIVEN', 'WITHDRAWN'));

-- do_not_contact: by nothing at all.
create or replace view member_consent_facts with (security_invoker = true) as
    select organization_id, id as member_id, do_not_contact or state <> 'ACTIVE'
        or 'WITHDRAWN' = all (array[consent_chat, consent_call, consent_sms, consent_email]) as do_not_contact
    from members;
alter table members drop column consent;

-- Whether a member may be reached by a channel: as Consents says it of one.
create view member_contact_facts with (security_invoker = true) as
    select organization_id, member_id, channel, consent, left_alone or consent = 'WITHDRAWN' as closed
    from (select m.organization_id, m.id as member_id, k.channel, m.do_not_contact or m.state <> 'ACTIVE' as left_alone,
            case k.channel when 'CHAT' then m.consent_chat when 'CALL' then m.consent_call when 'SMS' then m.consent_sms
                else m.consent_email end as consent
        from members m cross join (values ('CHAT'), ('CALL'), ('SMS'), ('EMAIL')) as k (channel)) said;
grant select on member_contact_facts to ${app};

-- A row says one thing: a word of a channel, or about being left alone. Rows of before say both, of all channels.
alter table member_consents add column channel text;
alter table member_consents add column source text;
alter table member_consents alter column consent drop not null;
alter table member_consents alter column do_not_contact drop not null;
alter table member_consents add constraint member_consents_channel check (channel in ('CHAT', 'CALL', 'SMS', 'EMAIL'));
alter table member_consents add constraint member_consents_source
    check (source in ('STAFF', 'API', 'MEMBER', 'JOIN_PAGE', 'IMPORT'));
alter table member_consents add constraint member_consents_says check (consent is not null or do_not_contact is not null);
