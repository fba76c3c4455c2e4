package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Samples that are to sell a product. That everybody gets one once is the limit per
 * member of the sample, which the {@link Shelf} keeps, over merged members too.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class SampleProgrammes {

	private static final int MOST_DAYS = 365;

	/**
	 * From the first sample that a member paid (free ones are paid at once) and kept, to
	 * the first purchase of the product behind it.
	 */
	private static final String PROGRAMMES = """
			select g.sample_id, s.name as sample_name, g.full_id, f.name as full_name, g.days, g.since, g.ended_at,
			    count(t.member_id) as took, count(b.at) as bought,
			    count(t.member_id) filter (where b.at is null and t.at + make_interval(days => g.days) > :now) as waiting
			from sample_programmes g
			join products s on s.organization_id = :organization and s.id = g.sample_id
			join products f on f.organization_id = :organization and f.id = g.full_id
			left join lateral (
			    select h.member_id, min(o.paid_at) as at from product_holds h
			    join order_facts o on o.organization_id = :organization and o.order_id = h.order_id
			    where h.organization_id = :organization and h.product_id = g.sample_id and h.state <> 'RETURNED'
			    and o.paid_at >= g.since <scope>
			    group by h.member_id) t on true
			left join lateral (
			    select min(o.paid_at) as at from order_line_facts l
			    join order_facts o on o.organization_id = :organization and o.order_id = l.order_id
			    where l.organization_id = :organization and l.member_id = t.member_id and l.product_id = g.full_id
			    and o.paid_at > t.at and o.paid_at < t.at + make_interval(days => g.days)
			    and o.state <> 'REFUNDED' and (l.total_minor = 0 or l.refunded_minor < l.total_minor)) b on true
			where g.organization_id = :organization and (cast(:sample as uuid) is null or g.sample_id = cast(:sample as uuid))
			group by g.sample_id, s.name, g.full_id, f.name, g.days, g.since, g.ended_at
			order by g.ended_at is not null, s.name
			""";

	private final ProductRepository products;

	private final StockCounter counter;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Begins a programme, or changes the one that there is: each member gets one of the
	 * sample from now on. One that was ended begins anew.
	 * @param sample a product of kind SAMPLE
	 * @param full what it is to sell
	 * @param days within which buying that counts
	 * @throws CatalogRefused if it is no sample, or something is not right
	 */
	@May(Permission.CATALOG_EDIT)
	public void run(ProductId sample, ProductId full, int days) {
		Product product = find(sample);
		Product sold = find(full);
		if (product.getKind() != ProductKind.SAMPLE || sold.getKind() == ProductKind.SAMPLE) {
			throw CatalogRefused.noSample(product.getName());
		}
		if (days < 1 || days > MOST_DAYS) {
			throw CatalogRefused.sampleDays(MOST_DAYS);
		}
		product.once();
		counter.begin(sample);
		jdbc.sql(
				"""
						insert into sample_programmes (organization_id, sample_id, full_id, days, since, ended_at)
						values (:organization, :sample, :full, :days, :now, null)
						on conflict (organization_id, sample_id) do update set full_id = excluded.full_id, days = excluded.days,
						    since = case when sample_programmes.ended_at is null then sample_programmes.since else excluded.since end,
						    ended_at = null
						""")
			.param("organization", tenancy.current())
			.param("sample", sample.id())
			.param("full", full.id())
			.param("days", days)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		audit.record("catalog.sample-begun", CatalogService.OBJECT, sample,
				Map.of("product", sold.getName(), "days", days));
	}

	/**
	 * Ends a programme; the sample keeps its limit.
	 * @throws CatalogRefused if none runs
	 */
	@May(Permission.CATALOG_EDIT)
	public void end(ProductId sample) {
		find(sample);
		int ended = jdbc.sql("""
				update sample_programmes set ended_at = :now
				where organization_id = :organization and sample_id = :sample and ended_at is null
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("organization", tenancy.current())
			.param("sample", sample.id())
			.update();
		if (ended == 0) {
			throw CatalogRefused.noProgramme();
		}
		audit.record("catalog.sample-ended", CatalogService.OBJECT, sample, Map.of());
	}

	/** The programme of a sample, if there is or was one. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Optional<SampleProgramme> of(ProductId sample) {
		find(sample);
		return read(sample).stream().findFirst();
	}

	/**
	 * The programme of a sample.
	 * @throws CatalogRefused if there never was one
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public SampleProgramme require(ProductId sample) {
		return read(sample).stream().findFirst().orElseThrow(CatalogRefused::unknownProgramme);
	}

	/**
	 * All programmes, those that run first; members are counted whom who asks may see.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<SampleProgramme> all() {
		return read(null);
	}

	private List<SampleProgramme> read(@Nullable ProductId sample) {
		MemberScope.Limit limited = scope.on("h.member_id");
		return jdbc.sql(PROGRAMMES.replace("<scope>", limited.sql()))
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("sample", (sample != null) ? sample.id() : null)
			.param("now", Timestamp.from(clock.instant()))
			.query((row, number) -> {
				return new SampleProgramme(new ProductId(row.getObject("sample_id", UUID.class)),
						row.getString("sample_name"), new ProductId(row.getObject("full_id", UUID.class)),
						row.getString("full_name"), row.getInt("days"), row.getTimestamp("since").toInstant(),
						Rows.instant(row, "ended_at"), row.getLong("took"), row.getLong("bought"),
						row.getLong("waiting"));
			})
			.list();
	}

	private Product find(ProductId id) {
		return products.findById(id).orElseThrow(() -> CatalogRefused.unknown(id));
	}

}
