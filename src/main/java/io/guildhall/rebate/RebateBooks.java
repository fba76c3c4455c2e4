package io.guildhall.rebate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
import io.guildhall.journal.Posting.Line;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * Rebates in the journal: a cost and a promise from the order on, a liability once they
 * are earned, money when they are paid out; what was paid out for nothing is receivable.
 */
@Component
@RequiredArgsConstructor
class RebateBooks {

	private static final String SOURCE = "REBATE";

	private final JournalService journal;

	void promised(UUID rebate, MemberId member, Money amount, Instant at) {
		post(rebate, "PROMISED", at, List.of(Line.debit(Account.REBATE_COST, amount, member),
				Line.credit(Account.REBATE_PROMISE, amount, member)));
	}

	/** Some of it is not earned any more; where it was paid out, it is to come back. */
	void lost(UUID rebate, MemberId member, RebateState state, Money amount, String reason, Instant at) {
		Account from = (state == RebateState.PAID) ? Account.RECEIVABLE : state.account();
		post(rebate, reason, at,
				List.of(Line.debit(from, amount, member), Line.credit(Account.REBATE_COST, amount, member)));
	}

	/** A debt was settled by money, or let go. */
	void settled(UUID rebate, MemberId member, SettlementWay way, Money amount, UUID settlement, Instant at) {
		Account to = (way == SettlementWay.PAID_BACK) ? Account.CASH : Account.REBATE_COST;
		List<Line> lines = new ArrayList<>();
		lines.add(Line.debit(to, amount, member));
		lines.add(Line.credit(Account.RECEIVABLE, amount, member));
		post(rebate, "SETTLED/" + settlement, at, lines);
	}

	/** Rebates were earned: those of the ids, as texts. */
	void earned(Map<String, ?> parameters) {
		journal.postAll("""
				select 'REBATE' as source_type, r.id as source_id, 'EARNED' as reason, cast(:at as timestamptz) as at,
					cast(:day as date) as day, side.account, side.minor, r.currency, r.member_id
				from rebates r cross join lateral (values ('REBATE_PROMISE', r.amount_minor),
					('REBATE_LIABILITY', -r.amount_minor)) as side (account, minor)
				where r.organization_id = :organization and r.id = any(cast(:ids as uuid[]))
				""", parameters);
	}

	/**
	 * Items of a payout were paid: the liability is gone, the money too. What an item
	 * settles of earlier debts, and what of it is not earned any more, is the difference.
	 * @param parameters with the ids of the items, as texts
	 */
	void paid(Map<String, ?> parameters) {
		journal.postAll("""
				select 'REBATE' as source_type, r.id as source_id, 'PAID/' || i.id as reason,
					cast(:at as timestamptz) as at, cast(:day as date) as day, side.account, side.minor, r.currency,
					r.member_id
				from rebate_payout_items i
				join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
				cross join lateral (values ('REBATE_LIABILITY', r.amount_minor), ('CASH', -i.amount_minor),
					('RECEIVABLE', i.amount_minor - r.amount_minor)) as side (account, minor)
				where i.organization_id = :organization and i.id = any(cast(:items as uuid[])) and side.minor <> 0
				""", parameters);
	}

	private void post(UUID rebate, String reason, Instant at, List<Line> lines) {
		journal.post(new Posting(SOURCE, rebate, reason, at, lines));
	}

}
