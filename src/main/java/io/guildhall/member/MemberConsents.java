package io.guildhall.member;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Whether members agreed to be contacted, and every word they said about it. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberConsents {

	private static final int SHOWN = 100;

	private final MemberRepository members;

	private final MemberService service;

	private final ConsentRows rows;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** Writes down what a member said of all channels alike. */
	@May(Permission.MEMBER_EDIT)
	public void say(MemberId id, Consent consent, boolean doNotContact, String reason) {
		say(id, ConsentWord.ofAll(consent, doNotContact, reason));
	}

	/**
	 * Writes down what a member said. Saying the same again changes nothing, nor does
	 * what its source may not say.
	 * @throws MemberRefused if the member is unknown or erased, or nothing is said
	 */
	@May(Permission.MEMBER_EDIT)
	public void say(MemberId id, ConsentWord word) {
		if (word.of().isEmpty() && word.leaveAlone() == null) {
			throw MemberRefused.nothingSaid();
		}
		service.require(id);
		Member member = members.findById(id).orElseThrow(() -> MemberRefused.unknown(id));
		Consents before = member.consents();
		member.say(word);
		Consents after = member.consents();
		if (after.equals(before)) {
			return;
		}
		members.saveAndFlush(member);
		rows.keep(id, before, after, word);
		audit.record("member.consent.changed", "member", id, fields(before), fields(after));
	}

	private static Map<String, ?> fields(Consents consents) {
		Map<String, Object> fields = new HashMap<>(Map.of("doNotContact", consents.doNotContact()));
		consents.consents().forEach((channel, consent) -> fields.put("consent." + channel, consent));
		return fields;
	}

	/** What a member said so far, the latest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<ConsentChange> of(MemberId member) {
		service.require(member);
		return jdbc.sql("""
				select channel, consent, do_not_contact, source, reason, actor_name, said_at from member_consents
				where organization_id = :organization and member_id = :member order by said_at desc, id desc limit :most
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> new ConsentChange(one(ContactChannel.class, row.getString(1)),
					one(Consent.class, row.getString(2)), row.getObject(3, Boolean.class),
					one(ConsentSource.class, row.getString(4)), row.getString(5), row.getString(6),
					row.getObject(7, OffsetDateTime.class).toInstant()))
			.list();
	}

	private static <E extends Enum<E>> @Nullable E one(Class<E> kind, @Nullable String name) {
		return (name != null) ? Enum.valueOf(kind, name) : null;
	}

}
