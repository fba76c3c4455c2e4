package io.guildhall.card;

import java.io.ByteArrayOutputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/**
 * Prints the cards of a batch, and writes their codes out: whoever has those has the
 * cards.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CardSheets {

	private final CardBatches batches;

	private final CardStanding standing;

	private final ChannelLinks links;

	private final OrganizationService organizations;

	private final MessageSource texts;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Some cards of a batch as a PDF: those of their numbers that are in nobody's hands
	 * yet.
	 * @param part which file, from 1 to {@link CardBatch#parts}
	 * @param here where this application was asked, for where no other address is set
	 * @throws CardRefused if there is no such batch or part, or none of them is left
	 */
	@May(Permission.COUPON_EDIT)
	public byte[] print(CardBatchId id, int part, String here) {
		CardBatch batch = batches.get(id);
		if (part < 1 || part > batch.parts()) {
			throw CardRefused.nothingToPrint();
		}
		Map<String, Object> parameters = standing.today();
		parameters.put("batch", id.id());
		parameters.put("first", batch.first(part));
		parameters.put("last", batch.last(part));
		parameters.put("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)));
		List<CardSheet.Print> cards = jdbc.sql("""
				update cards c set printed_at = coalesce(c.printed_at, :now) from card_batches b
				where c.organization_id = :organization and c.batch_id = :batch and c.number between :first and :last
				and b.organization_id = :organization and b.id = c.batch_id and %s = 'FRESH'
				returning c.number, c.code
				""".formatted(CardStanding.STATE)).params(parameters).query((row, number) -> {
			CardCode code = new CardCode(row.getString(2));
			return new CardSheet.Print(row.getInt(1), code, link(code, here));
		}).stream().sorted(Comparator.comparing(CardSheet.Print::number)).toList();
		if (cards.isEmpty()) {
			throw CardRefused.nothingToPrint();
		}
		audit.record("card.batch.printed", CardBatches.OBJECT, id, Map.of("cards", cards.size()));
		Locale language = Locale.forLanguageTag(organizations.current().language());
		String until = texts.getMessage("card.sheet.until", new Object[] { batch.terms().lastDay().toString() },
				language);
		String number = texts.getMessage("card.sheet.number", null, language);
		return CardSheet.draw(batch.terms(), cards, new CardSheet.Words(until, number));
	}

	/**
	 * All codes of a batch with their links and where they stand, as CSV.
	 * @param here as for {@link #print}
	 * @throws CardRefused if there is no such batch
	 */
	@May(Permission.COUPON_EDIT)
	public byte[] codes(CardBatchId id, String here) {
		CardBatch batch = batches.get(id);
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		try (TableWriter table = TableWriter.csv(lines)) {
			table.row(List.of("batch", "number", "code", "link", "state", "order_no"));
			Map<String, Object> parameters = standing.today();
			parameters.put("batch", id.id());
			jdbc.sql("""
					select c.number, c.code, o.number as order_number, %s as state from cards c
					join card_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
					left join order_facts o on o.organization_id = :organization and o.order_id = c.order_id
					where c.organization_id = :organization and c.batch_id = :batch order by c.number
					""".formatted(CardStanding.STATE)).params(parameters).query(row -> {
				CardCode code = new CardCode(row.getString("code"));
				table.row(Arrays.asList(batch.terms().name(), row.getInt("number"), code.grouped(), link(code, here),
						row.getString("state"), row.getObject("order_number", Long.class)));
			});
		}
		audit.record("card.batch.exported", CardBatches.OBJECT, id, Map.of("cards", batch.terms().cards()));
		return lines.toByteArray();
	}

	private String link(CardCode code, String here) {
		return links.to("/c/" + code.letters(), here);
	}

}
