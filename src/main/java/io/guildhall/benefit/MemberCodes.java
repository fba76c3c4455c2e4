package io.guildhall.benefit;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The codes by which members are known at the counter. One says who somebody is to those
 * who may check off, and opens nothing.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberCodes {

	/** Without what looks alike, and without vowels, so that no word appears. */
	private static final String LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ";

	private static final int HALF = 4;

	/** So often is drawn: one of 378 billion is hardly ever taken. */
	private static final int DRAWS = 5;

	/** What a scanner reads ends so. */
	private static final String IN_LINK = "code=";

	private final MemberService members;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	/** The code of a member; empty where none was made yet. */
	@Transactional(readOnly = true)
	public Optional<String> of(MemberId member) {
		members.require(member);
		return code(member);
	}

	/**
	 * The code of a member, made where there is none.
	 * @throws io.guildhall.member.MemberRefused if the member is unknown to who acts
	 */
	@May(Permission.MEMBER_READ)
	public String make(MemberId member) {
		Optional<String> there = of(member);
		// Two who ask at once make one; a code that is taken is drawn again.
		for (int i = 0; there.isEmpty() && i < DRAWS; i++) {
			jdbc.sql("""
					insert into benefit_codes (organization_id, id, member_id, code, made_at)
					values (:organization, :id, :member, :code, :now) on conflict do nothing
					""")
				.param("organization", tenancy.current())
				.param("id", Ids.of(member.id(), IN_LINK))
				.param("member", member.id())
				.param("code", draw())
				.param("now", Timestamp.from(clock.instant()))
				.update();
			there = code(member);
		}
		return there.orElseThrow(BenefitRefused::unknownCode);
	}

	/**
	 * Whose code it is, as somebody typed or scanned it; empty where it is nobody's whom
	 * who acts may see.
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Optional<MemberSummary> behind(String typed) {
		String code = normalized(typed);
		Optional<MemberId> member = jdbc
			.sql("select member_id from benefit_codes where organization_id = :organization and code = :code")
			.param("organization", tenancy.current())
			.param("code", code)
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.optional();
		return member.map(members::require).filter(found -> !found.erased());
	}

	/**
	 * The member behind a code.
	 * @throws BenefitRefused if there is none
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public MemberSummary require(String typed) {
		return behind(typed).orElseThrow(BenefitRefused::unknownCode);
	}

	/** Nobody goes by it any more. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("delete from benefit_codes where organization_id = :organization and member_id = :member")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.update();
	}

	/** A code as it is kept, from what was typed, or from the whole link of a picture. */
	static String normalized(String typed) {
		String code = typed.substring(typed.lastIndexOf(IN_LINK) + (typed.contains(IN_LINK) ? IN_LINK.length() : 1))
			.toUpperCase(Locale.ROOT)
			.replaceAll("[^A-Z0-9]", "");
		return (code.length() == 2 * HALF) ? code.substring(0, HALF) + '-' + code.substring(HALF) : code;
	}

	private Optional<String> code(MemberId member) {
		return jdbc.sql("""
				select code from benefit_codes where organization_id = :organization and member_id = :member
				order by made_at, id limit 1
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(String.class)
			.optional();
	}

	private String draw() {
		StringBuilder code = new StringBuilder();
		for (int i = 0; i < 2 * HALF; i++) {
			code.append((i == HALF) ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
		}
		return code.toString();
	}

}
