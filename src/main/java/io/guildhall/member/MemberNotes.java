package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/**
 * What the staff writes about members; a note is removed, never rewritten. Whom it calls
 * by {@code @} and their name hears of it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberNotes {

	private static final int LONGEST = 4000;

	private static final int SHOWN = 100;

	private static final TypeReference<List<Mention>> MENTIONS = new TypeReference<>() {
	};

	private final MemberService members;

	private final StaffService staff;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	/**
	 * Writes a note.
	 * @throws MemberRefused if it is empty or too long, or the member is unknown or
	 * erased
	 */
	@May(Permission.MEMBER_EDIT)
	public UUID write(MemberId member, String body) {
		String text = body.strip();
		if (text.isEmpty() || text.length() > LONGEST) {
			throw MemberRefused.note(LONGEST);
		}
		if (members.require(member).erased()) {
			throw MemberRefused.erased();
		}
		Actor author = OnBehalf.actor();
		UUID id = Ids.next();
		List<Mention> mentions = (text.indexOf('@') >= 0) ? Mention.in(text, staff.list()) : List.of();
		jdbc.sql(
				"""
						insert into member_notes (organization_id, id, member_id, body, author_id, author_name, written_at, mentions)
						values (:organization, :id, :member, :body, cast(:author as uuid), :authorName, :now,
							cast(:mentions as jsonb))
						""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("member", member.id())
			.param("body", text)
			.param("author", (author.id() != null) ? author.id().toString() : null)
			.param("authorName", author.name())
			.param("now", Timestamp.from(clock.instant()))
			.param("mentions", json.writeValueAsString(mentions))
			.update();
		audit.record("member.note.written", "member", member, Map.of());
		mentions.stream()
			.filter(mention -> !mention.account().equals(author.id()))
			.forEach(mention -> events.publishEvent(new MemberMentioned(member, id, mention.account(), text)));
		return id;
	}

	/**
	 * Removes a note.
	 * @throws MemberRefused if the member has no such note
	 */
	@May(Permission.MEMBER_EDIT)
	public void remove(MemberId member, UUID note) {
		members.require(member);
		int removed = jdbc.sql("""
				delete from member_notes where organization_id = :organization and member_id = :member and id = :note
				""").param("organization", tenancy.current()).param("member", member.id()).param("note", note).update();
		if (removed == 0) {
			throw MemberRefused.unknownNote();
		}
		audit.record("member.note.removed", "member", member, Map.of());
		events.publishEvent(new NoteRemoved(note));
	}

	/** The latest notes about a member, the newest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<Note> of(MemberId member) {
		members.require(member);
		return jdbc
			.sql("""
					select id, body, author_name, written_at, mentions from member_notes
					where organization_id = :organization and member_id = :member order by written_at desc, id desc limit :most
					""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> new Note(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
					row.getObject(4, OffsetDateTime.class).toInstant(), json.readValue(row.getString(5), MENTIONS)))
			.list();
	}

}
