package io.guildhall.fulfilment.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.fulfilment.CourierTables;
import io.guildhall.fulfilment.TakenBackOutcome;
import io.guildhall.fulfilment.WrongShipments;
import lombok.RequiredArgsConstructor;

/** The tables of couriers that were taken in, and taking one back. */
@Controller
@RequestMapping("/o/{organization}/to-ship/tables")
@RequiredArgsConstructor
class CourierTableController {

	private final CourierTables tables;

	private final WrongShipments wrong;

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("tables", tables.list(after));
		return "fulfilment/tables";
	}

	@GetMapping("/{id}")
	String show(@PathVariable UUID id, Model model) {
		return shown(id, List.of(), model);
	}

	/** What stays is told on the page that answers, beside what it is. */
	@PostMapping("/{id}/taking-back")
	String takeBack(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Model model) {
		return shown(id, wrong.takeBackTable(id, reason), model);
	}

	private String shown(UUID id, List<TakenBackOutcome> outcomes, Model model) {
		Map<UUID, String> kept = new HashMap<>();
		for (TakenBackOutcome outcome : outcomes) {
			if (outcome.refusal() != null) {
				kept.put(outcome.parcel(), outcome.refusal());
			}
		}
		model.addAttribute("its", tables.get(id));
		model.addAttribute("kept", kept);
		model.addAttribute("tried", !outcomes.isEmpty());
		model.addAttribute("back", outcomes.size() - kept.size());
		return "fulfilment/table";
	}

}
