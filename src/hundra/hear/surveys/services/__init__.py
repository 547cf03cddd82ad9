"""Every write of surveys: asking, answering, emptying the boxes, passing comments on."""
