package io.guildhall.member;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.shared.Permission;

/** What this module itself knows to have happened to a member. */
@Configuration(proxyBeanMethods = false)
class MemberPast {

	private static final int GROUPS = 10;

	private static final int CONSENT = 70;

	private static final int TAGS = 75;

	private static final int NOTES = 80;

	private static final int INVITATIONS = 85;

	private static final int IMPORTS = 88;

	@Bean
	MemberEvents groupsInTimeline() {
		return new MemberEvents("groups", GROUPS, "member.groups", Permission.MEMBER_READ, """
				select s.joined_at as at, 'joined/' || s.id as key, 'member.timeline.joined' as text,
					jsonb_build_object('word', g.name, 'link', '/groups/' || s.group_id) as said
				from member_stays s
				join community_group_facts g on g.organization_id = :organization and g.group_id = s.group_id
				where s.organization_id = :organization and s.member_id <mine> and <seen>
				union all
				select s.left_at, 'left/' || s.id, 'member.timeline.left',
					jsonb_build_object('word', g.name, 'link', '/groups/' || s.group_id)
				from member_stays s
				join community_group_facts g on g.organization_id = :organization and g.group_id = s.group_id
				where s.organization_id = :organization and s.member_id <mine> and <seen> and s.left_at is not null
				union all
				select b.blocked_at, 'blocked/' || b.id, 'member.timeline.blocked', '{}'
				from member_blocks b where b.organization_id = :organization and b.member_id <mine>
				union all
				select b.lifted_at, 'lifted/' || b.id, 'member.timeline.lifted', '{}'
				from member_blocks b
				where b.organization_id = :organization and b.member_id <mine> and b.lifted_at is not null
				""".replace("<mine>", MemberEvents.MINE).replace("<seen>", MemberEvents.SEEN.formatted("s.group_id")));
	}

	@Bean
	MemberEvents consentInTimeline() {
		return new MemberEvents("consent", CONSENT, "member.consent", Permission.MEMBER_READ, """
				select c.said_at as at, cast(c.id as text) as key,
					case when c.consent is null then 'member.timeline.alone.' || c.do_not_contact
						when c.channel is null then 'member.consent.' || c.consent
						else 'member.field.consent.' || c.channel || '.' || c.consent end as text,
					jsonb_build_object('word', nullif(c.reason, '')) as said
				from member_consents c where c.organization_id = :organization and c.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

	@Bean
	MemberEvents tagsInTimeline() {
		return new MemberEvents("tags", TAGS, "member.tags", Permission.MEMBER_READ, """
				select t.tagged_at as at, t.tag as key, 'member.timeline.tagged' as text,
					jsonb_build_object('word', t.tag) as said
				from member_tags t where t.organization_id = :organization and t.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

	@Bean
	MemberEvents notesInTimeline() {
		return new MemberEvents("notes", NOTES, "member.notes", Permission.MEMBER_READ, """
				select n.written_at as at, cast(n.id as text) as key, 'member.timeline.note' as text,
					jsonb_build_object('word', left(n.body, 200)) as said
				from member_notes n where n.organization_id = :organization and n.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

	@Bean
	MemberEvents invitationsInTimeline() {
		return new MemberEvents("invitations", INVITATIONS, "member.inviter", Permission.MEMBER_READ, """
				select i.set_at as at, 'by/' || i.member_id as key, 'member.timeline.invited-by' as text,
					<who> as said
				from member_inviters i
				join members m on m.organization_id = :organization and m.id = i.inviter_id
				where i.organization_id = :organization and i.member_id <mine>
				union all
				select i.set_at, 'has/' || i.member_id, 'member.timeline.has-invited', <who>
				from member_inviters i
				join members m on m.organization_id = :organization and m.id = i.member_id
				where i.organization_id = :organization and i.inviter_id <mine>
				""".replace("<mine>", MemberEvents.MINE).replace("<who>", """
				case when :all_groups or exists (select from member_stays s
						where s.organization_id = :organization and s.member_id = m.id
						and s.group_id = any(cast(:own_groups as uuid[])))
					then jsonb_build_object('word', m.display_name, 'link', '/members/' || m.id)
					else '{}' end"""));
	}

	@Bean
	MemberEvents importsInTimeline() {
		return new MemberEvents("imports", IMPORTS, "member.changes", Permission.MEMBER_READ, """
				select c.changed_at as at, 'changed/' || c.run_id as key, 'member.timeline.import-changed' as text,
					<what> as said
				from member_run_changes c where c.organization_id = :organization and c.member_id <mine>
				union all
				select c.undone_at, 'undone/' || c.run_id, 'member.timeline.import-undone.' || c.undone, <what>
				from member_run_changes c
				where c.organization_id = :organization and c.member_id <mine> and c.undone is not null
				""".replace("<mine>", MemberEvents.MINE).replace("<what>", """
				jsonb_build_object('word', (select string_agg(distinct cell.value ->> 'heading', ', ')
					from jsonb_each(c.cells) as cell))"""));
	}

}
