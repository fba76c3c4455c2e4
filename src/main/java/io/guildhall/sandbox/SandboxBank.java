package io.guildhall.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.checkout.CheckoutRefused;
import io.guildhall.provider.PaymentProvider.Charge;
import io.guildhall.provider.PaymentProvider.Refund;
import io.guildhall.provider.Standing;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Money;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the made-up provider knows: its own rows, apart from ours. */
@Component
@Transactional
@RequiredArgsConstructor
class SandboxBank {

	/** 0.6%, as the large ones take. */
	private static final int FEE = 60;

	private static final Duration SILENCE = Duration.ofMinutes(2);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** A charge as it stands there. */
	record Held(UUID id, UUID account, String state, Money amount, Instant expiresAt, @Nullable Instant paidAt,
			@Nullable Instant paidAgainAt, @Nullable Instant silentUntil) {

		boolean isSilent(Instant now) {
			return silentUntil != null && now.isBefore(silentUntil);
		}

		String externalId() {
			return "sandbox-" + id;
		}

		List<Receipt> receipts() {
			List<Receipt> receipts = new ArrayList<>();
			if (paidAt != null) {
				receipts.add(new Receipt(externalId() + "-1", amount, amount.share(FEE), paidAt));
			}
			if (paidAgainAt != null) {
				receipts.add(new Receipt(externalId() + "-2", amount, amount.share(FEE), paidAgainAt));
			}
			return receipts;
		}

		Standing standing(Instant now) {
			return switch (state) {
				case "PAID" -> Standing.paid(externalId(), receipts());
				case "FAILED" -> Standing.failed(externalId(), "declined");
				case "OPEN" ->
					now.isBefore(expiresAt) ? Standing.pending(externalId(), null) : Standing.closed(externalId());
				default -> Standing.closed(externalId());
			};
		}

	}

	void open(UUID account, Charge charge) {
		jdbc.sql("""
				insert into sandbox_charges (organization_id, id, account_id, state, amount_minor, currency,
				    expires_at)
				values (:organization, :id, :account, 'OPEN', :minor, :currency, :expires) on conflict do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", charge.id())
			.param("account", account)
			.param("minor", charge.amount().minor())
			.param("currency", charge.amount().currency())
			.param("expires", Timestamp.from(charge.expiresAt()))
			.update();
	}

	@Transactional(readOnly = true)
	Optional<Held> find(UUID id) {
		return jdbc.sql("select * from sandbox_charges where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(SandboxBank::held)
			.optional();
	}

	void close(UUID id) {
		move(id, "CLOSED", "OPEN");
	}

	/**
	 * What somebody does on its page.
	 * @throws CheckoutRefused if the charge has ended in another way
	 */
	void act(UUID id, SandboxAct act, Instant now) {
		int moved = switch (act) {
			case PAY, PAY_UNHEARD -> pay(id, now, "state = 'OPEN' and expires_at > :now");
			case PAY_LATE -> pay(id, now, "state in ('OPEN', 'FAILED', 'CLOSED')");
			case PAY_TWICE -> payTwice(id, now);
			case FAIL -> move(id, "FAILED", "OPEN");
			case TIME_OUT -> beSilent(id, now);
		};
		if (moved == 0) {
			throw CheckoutRefused.sandbox();
		}
	}

	/** Pays back once under each name; false where there is not so much. */
	boolean refund(Refund refund, UUID charge, Instant now) {
		jdbc.sql("""
				insert into sandbox_refunds (organization_id, id, charge_id, amount_minor, at)
				select :organization, :id, c.id, :minor, :now from sandbox_charges c
				where c.organization_id = :organization and c.id = :charge
				and :minor <= (case when c.paid_at is null then 0 else c.amount_minor end)
				    + (case when c.paid_again_at is null then 0 else c.amount_minor end)
				    - coalesce((select sum(r.amount_minor) from sandbox_refunds r
				        where r.organization_id = :organization and r.charge_id = c.id), 0)
				on conflict do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", refund.id())
			.param("charge", charge)
			.param("minor", refund.amount().minor())
			.param("now", Timestamp.from(now))
			.update();
		return jdbc.sql("""
				select exists (select from sandbox_refunds where organization_id = :organization and id = :id)
				""").param("organization", tenancy.current()).param("id", refund.id()).query(Boolean.class).single();
	}

	private int pay(UUID id, Instant now, String where) {
		return jdbc.sql("""
				update sandbox_charges set state = 'PAID', paid_at = :now
				where organization_id = :organization and id = :id and\s""" + where)
			.param("organization", tenancy.current())
			.param("id", id)
			.param("now", Timestamp.from(now))
			.update();
	}

	private int payTwice(UUID id, Instant now) {
		return jdbc
			.sql("""
					update sandbox_charges set state = 'PAID', paid_at = coalesce(paid_at, :now), paid_again_at = :now
					where organization_id = :organization and id = :id and state in ('OPEN', 'PAID') and paid_again_at is null
					""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("now", Timestamp.from(now))
			.update();
	}

	private int beSilent(UUID id, Instant now) {
		return jdbc.sql("""
				update sandbox_charges set silent_until = :until
				where organization_id = :organization and id = :id
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("until", Timestamp.from(now.plus(SILENCE)))
			.update();
	}

	private int move(UUID id, String to, String from) {
		return jdbc.sql("""
				update sandbox_charges set state = :to
				where organization_id = :organization and id = :id and state = :from
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("to", to)
			.param("from", from)
			.update();
	}

	private static Held held(ResultSet row, int number) throws SQLException {
		return new Held(row.getObject("id", UUID.class), row.getObject("account_id", UUID.class),
				row.getString("state"), new Money(row.getLong("amount_minor"), row.getString("currency")),
				row.getTimestamp("expires_at").toInstant(), Rows.instant(row, "paid_at"),
				Rows.instant(row, "paid_again_at"), Rows.instant(row, "silent_until"));
	}

}
