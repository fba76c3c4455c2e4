package io.guildhall.payment;

import java.util.regex.Pattern;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * By what a payment is known stays where it is a number, which the books need. What
 * somebody wrote there in words goes with the person.
 */
@Component
@RequiredArgsConstructor
class PaymentWords {

	/** What is in no number of a payment; the database knows the same pattern. */
	private static final String WORDS = "[^A-Za-z0-9._/#+-]";

	private static final Pattern IN_WORDS = Pattern.compile(WORDS);

	private final KeptWords words;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is kept of a reference to a payment of a member. */
	String kept(MemberId member, PaymentMethod method, String reference) {
		boolean said = method != PaymentMethod.ONLINE && IN_WORDS.matcher(reference).find();
		return said ? words.of(member, reference) : reference;
	}

	/** Providers name what goes through them by numbers: theirs stay. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				update payments set reference = ''
				where organization_id = :organization and member_id = :member and method <> 'ONLINE'
				and reference ~ :words
				""")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.param("words", WORDS)
			.update();
	}

}
