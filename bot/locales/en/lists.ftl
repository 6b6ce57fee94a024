### Lists, supervision, passing on, claiming.
