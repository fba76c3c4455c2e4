package io.guildhall.card;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The one place that says where a card stands: what refuses a claim is what the holder is
 * told. Both are SQL over a card {@code c} and its batch {@code b}, with the parameters
 * {@code organization} and {@code today}.
 */
@Component
@RequiredArgsConstructor
class CardStanding {

	/** The name of a {@link CardState}. */
	static final String STATE = """
			case when c.claimed_at is not null then 'CLAIMED'
				when c.revoked_at is not null or b.revoked_at is not null then 'REVOKED'
				when b.last_day < :today then 'EXPIRED'
				when c.order_id is not null then 'HANDED_OUT' else 'FRESH' end""";

	/** Why a card does not count; null where it does. */
	static final String REFUSAL = """
			case when c.claimed_at is not null then 'claimed'
				when c.revoked_at is not null or b.revoked_at is not null then 'revoked'
				when b.last_day < :today then 'expired'
				when c.order_id is null and b.with_order then 'not-handed-out'
				when c.order_id is not null and not exists (select from order_facts o
					where o.organization_id = :organization and o.order_id = c.order_id
					and o.state in ('PAID', 'PARTLY_REFUNDED')) then 'order-off' end""";

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	/** The parameters of both, and of a card. */
	Map<String, Object> of(UUID card) {
		Map<String, Object> parameters = today();
		parameters.put("id", card);
		return parameters;
	}

	/** The parameters of both. */
	Map<String, Object> today() {
		LocalDate today = organizations.today();
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("today", Date.valueOf(today));
		return parameters;
	}

	/** Why a card in this state, one of its last, allows nothing more. */
	static CardRefused ended(CardState state) {
		return CardRefused.because(state.name().toLowerCase(Locale.ROOT));
	}

}
