package io.guildhall.order.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.order.OrderId;
import io.guildhall.order.OrderNotes;
import lombok.RequiredArgsConstructor;

/** The note of an order, on its page. */
@Controller
@RequestMapping("/o/{organization}/orders/{id}/note")
@RequiredArgsConstructor
class OrderNoteController {

	private final OrderNotes notes;

	@PostMapping
	String change(@PathVariable OrderId id, @RequestParam(defaultValue = "") String note, RedirectAttributes flash) {
		notes.change(id, note);
		flash.addFlashAttribute("done", "order.done.note");
		return "redirect:/o/{organization}/orders/{id}";
	}

}
