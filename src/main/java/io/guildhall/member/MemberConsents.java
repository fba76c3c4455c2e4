package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Whether members agreed to be contacted, and every word they said about it. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberConsents {

	private static final int LONGEST_REASON = 400;

	private static final int SHOWN = 100;

	private final MemberRepository members;

	private final MemberService service;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Writes down what a member said. Saying the same again changes nothing.
	 * @param doNotContact whether they want to be left alone altogether
	 */
	@May(Permission.MEMBER_EDIT)
	public void say(MemberId id, Consent consent, boolean doNotContact, String reason) {
		service.require(id);
		Member member = members.findById(id).orElseThrow(() -> MemberRefused.unknown(id));
		String why = IdentityKind.clean(reason);
		if (why.length() > LONGEST_REASON) {
			throw MemberRefused.tooLong(LONGEST_REASON);
		}
		if (member.getConsent() == consent && member.isDoNotContact() == doNotContact) {
			return;
		}
		Map<String, Object> before = Map.of("consent", member.getConsent(), "doNotContact", member.isDoNotContact());
		member.say(consent, doNotContact);
		members.saveAndFlush(member);
		Actor actor = OnBehalf.actor();
		Instant now = clock.instant();
		jdbc.sql(
				"""
						insert into member_consents (organization_id, id, member_id, consent, do_not_contact, reason, actor_id,
							actor_name, said_at)
						values (:organization, :id, :member, :consent, :leaveAlone, :reason, cast(:actor as uuid), :actorName, :now)
						""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("member", id.id())
			.param("consent", consent.name())
			.param("leaveAlone", doNotContact)
			.param("reason", why)
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("actorName", actor.name())
			.param("now", Timestamp.from(now))
			.update();
		audit.record("member.consent.changed", "member", id, before,
				Map.of("consent", consent, "doNotContact", doNotContact));
	}

	/** What a member said so far, the latest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<ConsentChange> of(MemberId member) {
		service.require(member);
		return jdbc.sql("""
				select consent, do_not_contact, reason, actor_name, said_at from member_consents
				where organization_id = :organization and member_id = :member order by said_at desc, id desc limit :most
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> new ConsentChange(Consent.valueOf(row.getString(1)), row.getBoolean(2),
					row.getString(3), row.getString(4), row.getObject(5, OffsetDateTime.class).toInstant()))
			.list();
	}

}
