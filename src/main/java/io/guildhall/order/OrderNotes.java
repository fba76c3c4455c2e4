package io.guildhall.order;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** What the staff writes to an order, at any time of its life: it moves nothing. */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderNotes {

	private static final int LONGEST = 2000;

	private final OrderService orders;

	private final OrderRegister register;

	private final OrderRepository repository;

	private final MemberService members;

	private final AuditTrail audit;

	/**
	 * Writes the note of an order anew. What stood there before stays in the trail.
	 * @param note empty for none
	 * @throws OrderRefused if there is no such order, the note is too long, or whose
	 * order it is was erased
	 */
	@May(Permission.ORDER_RECORD)
	public OrderDetails change(OrderId id, String note) {
		String stripped = note.strip();
		if (stripped.length() > LONGEST) {
			throw OrderRefused.longNote(LONGEST);
		}
		// An erasure waits for the order as well: what stood there is read behind the
		// lock.
		register.lock(id);
		OrderDetails before = orders.get(id);
		if (before.note().equals(stripped)) {
			return before;
		}
		if (!stripped.isEmpty()
				&& members.summaries(List.of(before.member())).values().stream().anyMatch(MemberSummary::erased)) {
			throw OrderRefused.erasedNote();
		}
		repository.note(id, stripped);
		// A note may be about a person, so its words lie where an erasure reaches them.
		audit.recordPersonal("order.noted", OrderService.OBJECT, id, before.member().id(),
				Map.of("note", before.note()), Map.of("note", stripped));
		return orders.get(id);
	}

}
