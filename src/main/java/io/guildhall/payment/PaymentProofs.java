package io.guildhall.payment;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.file.DrawnPicture;
import io.guildhall.member.MemberErased;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pictures that show money which was handed over by hand, in or out: a receipt, the
 * screen of a transfer. Who may see and add them is the order's to say. They go when the
 * person is erased; the payment stays.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PaymentProofs {

	/** As many as one payment has. */
	public static final int MOST = 3;

	/** The largest file, in megabytes. */
	public static final int MEGABYTES = 10;

	/** Enough to read the small print of a receipt. */
	private static final int SIDE = 1600;

	private static final int SMALL_SIDE = 160;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** A picture that was found to be one, and is not kept yet. */
	public record Drawn(DrawnPicture picture, DrawnPicture small) {
	}

	/**
	 * Draws pictures anew, so that what is none is refused before any money moves.
	 * @param files PNG or JPEG
	 * @throws PaymentRefused if one is no picture, is too large, or there are too many
	 */
	public static List<Drawn> drawn(List<byte[]> files) {
		if (files.size() > MOST) {
			throw PaymentRefused.pictures(MOST);
		}
		if (files.stream().anyMatch(file -> file.length > MEGABYTES << 20)) {
			throw PaymentRefused.pictureTooLarge(MEGABYTES);
		}
		return files.stream().map(PaymentProofs::draw).toList();
	}

	/** The small one from what is there of the large one already: a file is read once. */
	private static Drawn draw(byte[] file) {
		DrawnPicture picture = picture(file, SIDE);
		return new Drawn(picture, picture(picture.jpeg(), SMALL_SIDE));
	}

	/**
	 * Whether so many more pictures of a payment could be kept, to be asked before they
	 * are drawn; whoever keeps them asks again.
	 * @throws PaymentRefused if the order has no such payment, a provider took it, or
	 * there would be too many
	 */
	public void requireRoom(UUID order, UUID payment, int more) {
		requireByHand(order, payment);
		if (of(order).stream().filter(proof -> proof.payment().equals(payment)).count() + more > MOST) {
			throw PaymentRefused.pictures(MOST);
		}
	}

	/**
	 * Keeps pictures of a payment, one at least.
	 * @throws PaymentRefused if the order has no such payment, a provider took it, there
	 * are none, or there would be too many
	 */
	public void add(UUID order, UUID payment, List<Drawn> pictures) {
		if (pictures.isEmpty()) {
			throw PaymentRefused.picture();
		}
		requireRoom(order, payment, pictures.size());
		pictures.forEach(picture -> insert(payment, picture));
	}

	/** The pictures of an order's payments, in the order in which they came. */
	@Transactional(readOnly = true)
	public List<PaymentProof> of(UUID order) {
		return jdbc.sql("""
				select r.id, r.payment_id, r.width, r.height, r.added_at, r.added_by from payment_proofs r
				join payments p on p.organization_id = r.organization_id and p.id = r.payment_id
				where r.organization_id = :organization and p.organization_id = :organization and p.order_id = :order
				order by r.id
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new PaymentProof(row.getObject("id", UUID.class),
					row.getObject("payment_id", UUID.class), row.getInt("width"), row.getInt("height"),
					row.getTimestamp("added_at").toInstant(), row.getString("added_by")))
			.list();
	}

	/**
	 * A picture, as JPEG.
	 * @param small as lists show it
	 * @throws PaymentRefused if the order has none such
	 */
	@Transactional(readOnly = true)
	public byte[] jpeg(UUID order, UUID proof, boolean small) {
		return jdbc.sql("""
				select case when :small then r.small else r.jpeg end from payment_proofs r
				join payments p on p.organization_id = r.organization_id and p.id = r.payment_id
				where r.organization_id = :organization and p.organization_id = :organization and p.order_id = :order
				and r.id = :proof
				""")
			.param("small", small)
			.param("organization", tenancy.current())
			.param("order", order)
			.param("proof", proof)
			.query(byte[].class)
			.optional()
			.orElseThrow(PaymentRefused::noPicture);
	}

	/**
	 * Takes a picture away.
	 * @throws PaymentRefused if the order has none such
	 */
	public void remove(UUID order, UUID proof) {
		int gone = jdbc.sql("""
				delete from payment_proofs r using payments p
				where r.organization_id = :organization and p.organization_id = :organization
				and p.id = r.payment_id and p.order_id = :order and r.id = :proof
				""").param("organization", tenancy.current()).param("order", order).param("proof", proof).update();
		if (gone == 0) {
			throw PaymentRefused.noPicture();
		}
	}

	/**
	 * Receipts name people and accounts: of one who is erased there is nothing to see.
	 */
	@EventListener
	void forgetProofs(MemberErased erased) {
		jdbc.sql("""
				delete from payment_proofs r using payments p
				where r.organization_id = :organization and p.organization_id = :organization
				and p.id = r.payment_id and p.member_id = :member
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	/** Holds the payment, so that two who add at once do not add too many. */
	private void requireByHand(UUID order, UUID payment) {
		PaymentMethod method = jdbc.sql("""
				select method from payments
				where organization_id = :organization and order_id = :order and id = :payment for no key update
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("payment", payment)
			.query(PaymentMethod.class)
			.optional()
			.orElseThrow(PaymentRefused::unknown);
		if (!PaymentMethod.byHand().contains(method)) {
			throw PaymentRefused.pictureOfOnline();
		}
	}

	private static DrawnPicture picture(byte[] file, int side) {
		return DrawnPicture.of(file, side).orElseThrow(PaymentRefused::picture);
	}

	private void insert(UUID payment, Drawn drawn) {
		jdbc.sql(
				"""
						insert into payment_proofs (organization_id, id, payment_id, width, height, jpeg, small, added_at, added_by)
						values (:organization, :id, :payment, :width, :height, :jpeg, :small, :now, :by)
						""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("payment", payment)
			.param("width", drawn.picture().width())
			.param("height", drawn.picture().height())
			.param("jpeg", drawn.picture().jpeg())
			.param("small", drawn.small().jpeg())
			.param("now", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.update();
	}

}
