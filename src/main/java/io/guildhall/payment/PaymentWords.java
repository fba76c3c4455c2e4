package io.guildhall.payment;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberErased;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * By what a payment is known stays where it is a number, which the books need. What
 * somebody wrote there in words goes with the person.
 */
@Component
@RequiredArgsConstructor
class PaymentWords {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Providers name what goes through them by numbers: theirs stay. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				update payments set reference = ''
				where organization_id = :organization and member_id = :member and method <> 'ONLINE'
				and reference ~ '[^A-Za-z0-9._/#+-]'
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

}
