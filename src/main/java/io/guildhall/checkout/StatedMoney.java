package io.guildhall.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.journal.JournalService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.Standing;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Takes what nobody has told and a provider's statement says. */
@Service
@RequiredArgsConstructor
public class StatedMoney {

	private final CheckoutReading reading;

	private final CheckoutHearing hearing;

	private final AttemptStore attempts;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What the provider kept of a payment.
	 *
	 * @param receipt our id of the payment
	 */
	public record Fee(UUID receipt, Money fee) {
	}

	/**
	 * Money that a statement shows and nobody has told of: it counts as if the provider
	 * had, and only once whoever tells it later.
	 * @throws CheckoutRefused if there is no such payment of that provider
	 */
	@May(Permission.REFUND_APPROVE)
	public AttemptSummary received(UUID attempt, ProviderName provider, String transaction, Money amount, Money fee,
			Instant at) {
		if (reading.get(attempt).provider() != provider) {
			throw CheckoutRefused.unknown();
		}
		Attempt read = attempts.require(attempt);
		hearing.stated(read, new Standing.Receipt(transaction, amount, fee, at));
		audit.record("checkout.stated", "order", read.order(), Map.of("amount", amount));
		return reading.get(attempt);
	}

	/**
	 * What was kept of payments of which that was not known; a fee that is known stays.
	 * @return how many were taken
	 */
	@May(Permission.REFUND_APPROVE)
	@Transactional(propagation = Propagation.MANDATORY)
	public int kept(List<Fee> fees) {
		if (fees.isEmpty()) {
			return 0;
		}
		Map<String, Object> said = Map.of("ids",
				fees.stream().map(fee -> fee.receipt().toString()).toArray(String[]::new), "minors",
				fees.stream().map(fee -> fee.fee().minor()).toArray(Long[]::new), "currencies",
				fees.stream().map(fee -> fee.fee().currency()).toArray(String[]::new));
		int taken = jdbc.sql("""
				update checkout_receipts r set fee_minor = said.minor
				from unnest(cast(:ids as uuid[]), :minors, :currencies) as said (id, minor, currency)
				where r.organization_id = :organization and r.id = said.id and r.currency = said.currency
				and r.fee_minor = 0 and said.minor > 0
				""").params(said).param("organization", tenancy.current()).update();
		journal.postAll("""
				select 'CHECKOUT' as source_type, r.id as source_id, 'FEE' as reason, r.paid_at as at,
				    (r.paid_at at time zone :zone)::date as day, side.account, side.sign * r.fee_minor as minor,
				    r.currency, o.member_id
				from unnest(cast(:ids as uuid[])) as said (id)
				join checkout_receipts r on r.organization_id = :organization and r.id = said.id and r.fee_minor > 0
				join order_facts o on o.organization_id = r.organization_id and o.order_id = r.order_id
				cross join (values ('PAYMENT_FEE', 1), ('CASH', -1)) as side (account, sign)
				""", Map.of("ids", said.get("ids"), "zone", organizations.current().zone().getId()));
		return taken;
	}

}
