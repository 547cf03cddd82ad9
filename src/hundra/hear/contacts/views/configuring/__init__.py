"""How the desks are set up: /arbete/servicecenter/installningar/."""
