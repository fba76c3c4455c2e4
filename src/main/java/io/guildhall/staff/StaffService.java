package io.guildhall.staff;

import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who works in the organization, and as what. */
@Service
@Transactional
@RequiredArgsConstructor
public class StaffService {

	private final PositionRepository positions;

	private final Tenancy tenancy;

	/**
	 * Who acts.
	 * @throws StaffRefused if it is nobody of the staff: a key, or the house
	 */
	@Transactional(readOnly = true)
	public StaffSummary current() {
		UUID account = OnBehalf.actor().id();
		if (account == null) {
			throw StaffRefused.unknown();
		}
		return require(account);
	}

	/**
	 * Somebody who works in the organization now.
	 * @throws StaffRefused if they do not, or not any more
	 */
	@Transactional(readOnly = true)
	public StaffSummary require(UUID accountId) {
		Position position = positions.findById(new Position.Key(accountId, tenancy.current()))
			.filter(Position::isHeld)
			.orElseThrow(StaffRefused::unknown);
		return new StaffSummary(accountId, name(accountId), position.getRole());
	}

	/** All who work in the organization now, by name. */
	@Transactional(readOnly = true)
	public List<StaffSummary> list() {
		return positions.staffOf(tenancy.current());
	}

	/**
	 * The name of somebody who works in the organization, or did.
	 * @throws StaffRefused if they never have
	 */
	@Transactional(readOnly = true)
	public String name(UUID accountId) {
		return positions.nameOf(tenancy.current(), accountId).orElseThrow(StaffRefused::unknown);
	}

}
