package io.guildhall.playbook;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.member.ContactOwners;
import io.guildhall.shared.OnBehalf;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

/** Asks those who look after members to offer them a product one to one. */
@Component
@RequiredArgsConstructor
class PlaybookTalks {

	/**
	 * A title of a task has at most 200 characters, a product's name may have as many.
	 */
	private static final int LONGEST_NAME = 120;

	private final ContactOwners owners;

	private final StaffService staff;

	private final TaskService tasks;

	private final PlaybookWords words;

	/**
	 * Who would be asked, by name. Where nobody looks after anybody, that is who sets it
	 * up.
	 */
	List<PlaybookPerson> people() {
		Map<UUID, Long> counts = owners.counts();
		List<StaffSummary> here = staff.list();
		List<PlaybookPerson> asked = here.stream()
			.filter(one -> counts.containsKey(one.accountId()))
			.map(one -> new PlaybookPerson(one.accountId(), one.name(), counts.getOrDefault(one.accountId(), 0L)))
			.toList();
		UUID host = OnBehalf.host();
		return !asked.isEmpty() ? asked
				: here.stream()
					.filter(one -> one.accountId().equals(host))
					.map(one -> new PlaybookPerson(one.accountId(), one.name(), 0))
					.toList();
	}

	/**
	 * Makes a task for each.
	 * @return how many were made
	 * @throws PlaybookRefused if there is nobody
	 */
	int ask(PlaybookProduct product, LocalDate due) {
		List<PlaybookPerson> people = people();
		if (people.isEmpty()) {
			throw PlaybookRefused.nobody();
		}
		people.forEach(one -> tasks.add(new NewTask(words.about("playbook.task.title", product, LONGEST_NAME),
				words.about("playbook.task.note", product, LONGEST_NAME, one.members()), null, one.account(), due)));
		return people.size();
	}

}
