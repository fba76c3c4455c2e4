package io.guildhall.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Products as they stand for somebody of whom nothing is known: what everybody gets, and
 * for how much.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class PublicShelf {

	private static final MemberId NOBODY = new MemberId(Slice.FIRST);

	private final ShelfReading reading;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What is written about a product. */
	private record Words(ProductKind kind, String description, boolean active) {
	}

	/** Those that there are, in the order in which they are asked for, one of each. */
	public List<PublicOffer> offers(Collection<ProductId> products) {
		Map<ProductId, Integer> each = new LinkedHashMap<>();
		products.forEach(product -> each.put(product, 1));
		return offers(each);
	}

	/**
	 * Those that there are, in the order in which they are asked for.
	 * @param quantities how many of each: a flash sale may not have that many
	 */
	public List<PublicOffer> offers(Map<ProductId, Integer> quantities) {
		List<UUID> ids = quantities.keySet().stream().map(ProductId::id).toList();
		Instant now = clock.instant();
		LocalDate today = organizations.today();
		Map<UUID, Words> words = words(ids);
		Map<UUID, ShelfItem> items = reading.items(NOBODY, ids, now)
			.stream()
			.collect(Collectors.toMap(item -> item.id().id(), item -> item));
		List<FlashItem> running = reading.running(NOBODY, ids, now);
		List<PublicOffer> offers = new ArrayList<>();
		for (UUID id : ids) {
			ShelfItem item = items.get(id);
			Words its = words.get(id);
			if (item != null && its != null) {
				boolean over = item.endsOn() != null && today.isAfter(item.endsOn());
				offers.add(new PublicOffer(item.id(), item.name(), its.kind(), its.description(),
						price(item, running, quantities.getOrDefault(item.id(), 1)), item.price(),
						its.active() && !over, item.left(), item.perMember()));
			}
		}
		return offers;
	}

	private static Money price(ShelfItem item, List<FlashItem> running, int quantity) {
		return running.stream()
			.filter(sale -> sale.product().equals(item.id()) && sale.isFor(Standing.NOBODY, quantity))
			.findFirst()
			.map(FlashItem::price)
			.orElse(item.price());
	}

	private Map<UUID, Words> words(List<UUID> ids) {
		return jdbc.sql("""
				select id, kind, description, active from products
				where organization_id = :organization and id = any(cast(:ids as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
			.query((row, number) -> Map.entry(row.getObject("id", UUID.class),
					new Words(ProductKind.valueOf(row.getString("kind")), row.getString("description"),
							row.getBoolean("active"))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
