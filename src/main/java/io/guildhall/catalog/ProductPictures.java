package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.file.DrawnPicture;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Pictures of products: the first of them stands in lists. */
@Service
@Transactional
@RequiredArgsConstructor
public class ProductPictures {

	/** As many as one product has. */
	public static final int MOST = 5;

	/** The largest file, in megabytes. */
	public static final int MEGABYTES = 10;

	private static final int SIDE = 1200;

	private final ProductRepository products;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final TransactionTemplate transaction;

	private final Clock clock;

	/** A picture that is not kept yet. */
	private record Drawn(DrawnPicture picture, DrawnPicture small) {
	}

	/**
	 * Adds pictures, all of them or none. They are drawn between two transactions: a
	 * large one takes a while, and holds neither a connection nor the product.
	 * @param files PNG or JPEG
	 * @throws CatalogRefused if there is no such product, one is no picture, or there
	 * would be too many
	 */
	@May(Permission.CATALOG_EDIT)
	@Transactional(propagation = Propagation.NEVER)
	public void add(ProductId id, List<byte[]> files) {
		if (files.isEmpty()) {
			throw CatalogRefused.picture();
		}
		if (files.stream().anyMatch(file -> file.length > MEGABYTES << 20)) {
			throw CatalogRefused.pictureTooLarge(MEGABYTES);
		}
		transaction.executeWithoutResult(status -> requireRoom(id, files.size()));
		List<Drawn> pictures = files.stream().map(ProductPictures::draw).toList();
		transaction.executeWithoutResult(status -> {
			lock(id);
			requireRoom(id, pictures.size());
			pictures.forEach(picture -> insert(id, picture));
			audit.record("catalog.picture-added", CatalogService.OBJECT, id, Map.of("number", pictures.size()));
		});
	}

	/**
	 * A picture, as JPEG.
	 * @param small as lists show it
	 * @throws CatalogRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public byte[] jpeg(ProductId id, UUID picture, boolean small) {
		return jdbc.sql("""
				select case when :small then small else jpeg end from product_pictures
				where organization_id = :organization and product_id = :product and id = :id
				""")
			.param("small", small)
			.param("organization", tenancy.current())
			.param("product", id.id())
			.param("id", picture)
			.query(byte[].class)
			.optional()
			.orElseThrow(CatalogRefused::noPicture);
	}

	/**
	 * Takes a picture away.
	 * @throws CatalogRefused if there is none
	 */
	@May(Permission.CATALOG_EDIT)
	public void remove(ProductId id, UUID picture) {
		int gone = jdbc.sql("""
				delete from product_pictures
				where organization_id = :organization and product_id = :product and id = :id
				""").param("organization", tenancy.current()).param("product", id.id()).param("id", picture).update();
		if (gone == 0) {
			throw CatalogRefused.noPicture();
		}
		audit.record("catalog.picture-removed", CatalogService.OBJECT, id, Map.of("number", 1));
	}

	/**
	 * The pictures of a product, in the order in which they came.
	 * @throws CatalogRefused if there is no such product
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductPicture> of(ProductId id) {
		if (products.findById(id).isEmpty()) {
			throw CatalogRefused.unknown(id);
		}
		return of(List.of(id)).getOrDefault(id, List.of());
	}

	/** The pictures of some products. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Map<ProductId, List<ProductPicture>> of(Collection<ProductId> ids) {
		Map<ProductId, List<ProductPicture>> pictures = new HashMap<>();
		jdbc.sql("""
				select product_id, id, width, height from product_pictures
				where organization_id = :organization and product_id = any(cast(:ids as uuid[]))
				order by product_id, id
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(ProductId::toString).toArray(String[]::new))
			.query(row -> {
				pictures
					.computeIfAbsent(new ProductId(row.getObject("product_id", UUID.class)), of -> new ArrayList<>())
					.add(new ProductPicture(row.getObject("id", UUID.class), row.getInt("width"),
							row.getInt("height")));
			});
		return pictures;
	}

	private void requireRoom(ProductId id, int more) {
		if (of(id).size() + more > MOST) {
			throw CatalogRefused.pictures(MOST);
		}
	}

	/** So that two who add at once do not add too many. */
	private void lock(ProductId id) {
		boolean there = jdbc
			.sql("select id from products where organization_id = :organization and id = :id for no key update")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.optional()
			.isPresent();
		if (!there) {
			throw CatalogRefused.unknown(id);
		}
	}

	/** The small one from what is there of the large one already: a file is read once. */
	private static Drawn draw(byte[] file) {
		DrawnPicture picture = drawn(file, SIDE);
		return new Drawn(picture, drawn(picture.jpeg(), ProductPicture.SMALL_SIDE));
	}

	private static DrawnPicture drawn(byte[] file, int side) {
		return DrawnPicture.of(file, side).orElseThrow(CatalogRefused::picture);
	}

	private void insert(ProductId id, Drawn drawn) {
		jdbc.sql("""
				insert into product_pictures (organization_id, id, product_id, width, height, jpeg, small, added_at)
				values (:organization, :id, :product, :width, :height, :jpeg, :small, :now)
				""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("product", id.id())
			.param("width", drawn.picture().width())
			.param("height", drawn.picture().height())
			.param("jpeg", drawn.picture().jpeg())
			.param("small", drawn.small().jpeg())
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

}
